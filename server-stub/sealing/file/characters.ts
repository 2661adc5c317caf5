/** Character classes of ISO 32000-1 §7.2.2. */
const classOf = (characters: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
};
const whitespace = classOf('\0\t\n\f\r ');
const delimiters = classOf('()<>[]{}/%');
const digits = classOf('0123456789');

export const isWhitespace = (byte: number | undefined): boolean => byte !== undefined && whitespace[byte] === 1;
export const isDigit = (byte: number | undefined): boolean => byte !== undefined && digits[byte] === 1;
export const isRegular = (byte: number | undefined): boolean =>
  byte !== undefined && whitespace[byte] === 0 && delimiters[byte] === 0;

/** Bytes as a string of the same length, one character per byte. */
export const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
