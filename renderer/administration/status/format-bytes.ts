const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** 1536 → 1.5 KB */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), units.length - 1);
  return `${Math.round((bytes / 1024 ** power) * 10) / 10} ${units[power]}`;
};
