/** A machine that a package is for, in Node's words. */
export type Target = { platform: 'linux' | 'win32'; arch: 'x64' | 'arm64' };

export const targetName = ({ platform, arch }: Target): string => `${platform}-${arch}`;

/** The npm package that holds Node for it. */
export const nodePackage = ({ platform, arch }: Target): string =>
  `node-${platform === 'win32' ? 'win' : platform}-${arch}`;

/** Debian's names of architectures. */
export const debianNames = { x64: 'amd64', arm64: 'arm64' } as const;
