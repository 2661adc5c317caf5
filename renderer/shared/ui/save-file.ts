/** Hands a file to the browser's download. */
export const saveBlob = (content: Blob, name: string): void => {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
};

export const saveFile = (bytes: Uint8Array, name: string, type: string): void =>
  saveBlob(new Blob([new Uint8Array(bytes)], { type }), name);
