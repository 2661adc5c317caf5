/** Hands bytes to the browser's download. */
export const saveFile = (bytes: Uint8Array, name: string, type: string): void => {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};
