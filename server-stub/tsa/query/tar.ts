/*
 * POSIX.1-1988 ustar (IEEE Std 1003.1, "pax", ustar Interchange Format): a header of 512 bytes, the file, zeros up to the
 * next 512; two blocks of zeros at the end.
 */

const block = 512;

export type TarFile = { name: string; bytes: Uint8Array /** ms since 1970 */; modified: number };

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`;

const headerOf = ({ name, bytes, modified }: TarFile): Buffer => {
  const header = Buffer.alloc(block);
  header.write(name, 0, 100, 'utf8');
  header.write(octal(0o644, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(bytes.length, 12), 124);
  header.write(octal(Math.floor(modified / 1000), 12), 136);
  header.write(' '.repeat(8), 148); // the checksum counts as spaces in its own sum
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
};

/** A tar archive of these files, one after the other; names of at most 100 bytes. */
export async function* tar(files: AsyncIterable<TarFile>): AsyncGenerator<Buffer> {
  for await (const file of files) {
    const padding = (block - (file.bytes.length % block)) % block;
    yield Buffer.concat([headerOf(file), file.bytes, Buffer.alloc(padding)]);
  }
  yield Buffer.alloc(2 * block);
}
