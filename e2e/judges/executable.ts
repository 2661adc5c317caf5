/** The smallest Windows program that tools accept (PE32+, Microsoft PE format §3): one empty section, which does nothing. */
export const emptyExecutable = (): Buffer => {
  const [peAt, optionalAt, sectionAt, size] = [0x40, 0x58, 0x148, 0x400];
  const file = Buffer.alloc(size);
  file.write('MZ');
  file.writeUInt32LE(peAt, 0x3c);
  file.write('PE\0\0', peAt, 'latin1');
  const fields: [at: number, bytes: 2 | 4, value: number][] = [
    [peAt + 4, 2, 0x8664], // x86-64
    [peAt + 6, 2, 1], // sections
    [peAt + 20, 2, sectionAt - optionalAt],
    [peAt + 22, 2, 0x22], // executable, large addresses
    [optionalAt, 2, 0x20b], // PE32+
    [optionalAt + 32, 4, 0x1000], // alignment of sections in memory
    [optionalAt + 36, 4, 0x200], // and in the file
    [optionalAt + 56, 4, 0x2000], // size in memory
    [optionalAt + 60, 4, 0x200], // size of the headers
    [optionalAt + 68, 2, 3], // console
    [optionalAt + 108, 4, 16], // data directories
    [sectionAt + 16, 4, 0x200], // size and place of the section in the file
    [sectionAt + 20, 4, 0x200],
  ];
  for (const [at, bytes, value] of fields) file.writeUIntLE(value, at, bytes);
  file.write('.text', sectionAt);
  return file;
};
