import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError } from '@bedsign/contract';
import fc from 'fast-check';
import { verifyDocument } from './index.ts';
import { makeBench } from './test-kit/bench.ts';
import { bytesOf } from './test-kit/pdf-text.ts';

const bench = await makeBench();
const pdf = bytesOf(await bench.again(await bench.first()));
const anchors = [bench.hierarchy.rootCertificate];

/** Whether a file is accepted; a thrown error must be one of ours. */
const isAccepted = async (bytes: Uint8Array): Promise<boolean> => {
  try {
    return (await verifyDocument(bytes, { anchors })).ok;
  } catch (thrown) {
    assert.ok(thrown instanceof BedSignError, String(thrown));
    return false;
  }
};

const flipped = (offset: number, mask: number): Uint8Array => {
  const bytes = Uint8Array.from(pdf);
  bytes[offset] = (bytes[offset] ?? 0) ^ mask;
  return bytes;
};

test('the unchanged file is accepted', async () => assert.equal(await isAccepted(pdf), true));

test('every 997th byte, and 300 others, changed in one bit or to another letter case', async () => {
  const offsets = Array.from({ length: Math.floor(pdf.length / 997) }, (_, index) => index * 997);
  for (let index = 0; index < 300; index++) offsets.push((index * 7919 * 31) % pdf.length);
  for (const [index, offset] of offsets.entries())
    assert.equal(await isAccepted(flipped(offset, [1, 0x20, 2, 0x80][index % 4] ?? 1)), false, `byte ${offset}`);
});

test('every 23rd hexadecimal digit of the first CMS, changed', async () => {
  const open = Buffer.from(pdf).indexOf('/Contents <3') + '/Contents <'.length;
  for (let offset = open; offset < open + 5500; offset += 23)
    assert.equal(await isAccepted(flipped(offset, 1)), false, `digit ${offset - open}`);
});

test('the parts of a CMS that no signature protects: versions, digestAlgorithms', async () => {
  const open = Buffer.from(pdf).indexOf('/Contents <3') + '/Contents <'.length;
  for (let digit = 0; digit < 120; digit++)
    assert.equal(await isAccepted(flipped(open + digit, 1)), false, `digit ${digit}`);
});

test('a file cut anywhere is refused', async () => {
  for (let length = pdf.length - 1; length > 0; length -= 211)
    assert.equal(await isAccepted(pdf.subarray(0, length)), false, `${length} bytes`);
});

test('the file cut back to its first signature is that earlier document, and holds', async () => {
  const end = Buffer.from(pdf).indexOf('%%EOF', 8000) + 6;
  assert.equal(await isAccepted(pdf.subarray(0, end)), true);
});

test('arbitrary changes: refused, or one of our errors, and always an end', async () => {
  const piece = fc.record({ at: fc.nat(pdf.length), cut: fc.nat(400), insert: fc.uint8Array({ maxLength: 40 }) });
  const words = fc.constantFrom(
    '<<',
    '>>',
    '[',
    '(',
    '<',
    'stream\n',
    '/Prev 9',
    'xref\n0 1',
    '1 0 R',
    '/Length 99999999',
    '%%EOF',
    'endobj',
  );
  const word = fc.record({ at: fc.nat(pdf.length), cut: fc.nat(8), insert: words.map(bytesOf) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(piece, word), { minLength: 1, maxLength: 4 }), async (changes) => {
      let bytes: Uint8Array = pdf;
      for (const { at, cut, insert } of changes)
        bytes = Uint8Array.from(Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + cut)]));
      if (Buffer.compare(bytes, pdf) !== 0) assert.equal(await isAccepted(bytes), false);
    }),
    { numRuns: 300 },
  );
});

test('arbitrary bytes behind a header', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (tail) => {
      const bytes = Buffer.concat([bytesOf('%PDF-1.7\n'), tail, bytesOf('\nstartxref\n9\n%%EOF\n')]);
      assert.equal(await isAccepted(Uint8Array.from(bytes)), false);
    }),
    { numRuns: 300 },
  );
});

test('deep nesting and inflating streams end in a refusal', async () => {
  const deep = `%PDF-1.7\n1 0 obj\n${'['.repeat(200_000)}\nendobj\n`;
  assert.equal(
    await isAccepted(
      bytesOf(`${deep}xref\n1 1\n0000000009 00000 n \ntrailer\n<< /Root 1 0 R >>\nstartxref\n${deep.length}\n%%EOF\n`),
    ),
    false,
  );
});
