import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { DriverError } from '../driver-error.ts';
import { hexBytes } from '../pads/simulated-hid-pad.ts';
import { fieldMillimetres, fieldValue, reportLength, setFieldValue } from './field-value.ts';
import { parseReportDescriptor } from './report-descriptor.ts';

const golden: Record<string, { hex: string; length: number }> = JSON.parse(
  readFileSync(new URL('testdata/hid-report-descriptors.json', import.meta.url), 'utf8'),
);
const parsed = (name: string) => parseReportDescriptor(hexBytes(golden[name]?.hex ?? assert.fail(name)));
/** Page and usage, bit offset and size, logical range, of what is data. */
const table = (name: string, reportId: number) =>
  parsed(name)
    .fields.filter((field) => field.reportId === reportId && field.type === 'input')
    .map((f) => [f.usagePage, f.usage, f.bitOffset, f.bitSize, f.logicalMin, f.logicalMax]);

test('Huion’s pen: six bits, In Range at bit 6, X, Y, pressure and signed tilt at their bytes', () => {
  assert.deepEqual(table('huion-pen-id10-tilt', 10), [
    [0x0d, 0x42, 0, 1, 0, 1],
    [0x0d, 0x44, 1, 1, 0, 1],
    [0x0d, 0x45, 2, 1, 0, 1],
    [0x0d, 0x3c, 3, 1, 0, 1],
    [0x0d, 0x3c, 4, 1, 0, 1],
    [0x0d, 0x3c, 5, 1, 0, 1],
    [0x0d, 0x32, 6, 1, 0, 1],
    [0x01, 0x30, 8, 16, 0, 32767],
    [0x01, 0x31, 24, 16, 0, 32767],
    [0x0d, 0x30, 40, 16, 0, 8191],
    [0x0d, 0x3d, 56, 8, -127, 127],
    [0x0d, 0x3e, 64, 8, -127, 127],
  ]);
  const { fields } = parsed('huion-pen-id10-tilt');
  // Unit 0x33 is no length: its extents are nonsense.
  assert.equal(fields.find(({ usage }) => usage === 0x30)?.unit, 0x33);
  assert.ok(fields.every((field) => fieldMillimetres(field) === undefined));
});

test('XP-Pen’s pen: Push and Pop, In Range at bit 5, null state, inches', () => {
  assert.deepEqual(table('xppen-artist133pro-pen', 7), [
    [0x0d, 0x42, 0, 1, 0, 1],
    [0x0d, 0x44, 1, 1, 0, 1],
    [0x0d, 0x45, 2, 1, 0, 1],
    [0x0d, 0x32, 5, 1, 0, 1],
    [0x01, 0x30, 8, 16, 0, 32767],
    [0x01, 0x31, 24, 16, 0, 32767],
    [0x0d, 0x30, 40, 16, 0, 8191],
    [0x0d, 0x3d, 56, 8, -127, 127],
    [0x0d, 0x3e, 64, 8, -127, 127],
  ]);
  const { fields } = parsed('xppen-artist133pro-pen');
  const x = fields.find(({ usagePage, usage }) => usagePage === 1 && usage === 0x30) ?? assert.fail();
  assert.equal(Math.round((fieldMillimetres(x) ?? 0) * 10), 2563);
  const pressure = fields.find(({ usagePage, usage }) => usagePage === 0x0d && usage === 0x30) ?? assert.fail();
  assert.equal(pressure.nullState, true);
  assert.equal(fieldValue(pressure, hexBytes('0721000000000020' + '0000'), true), undefined);
  assert.equal(fieldValue(pressure, hexBytes('072100000000ff1f0000'), true), 8191);
});

test('vendor interfaces, keyboards, several collections: each collection and report with its own bits', () => {
  assert.deepEqual(parsed('huion-vendor-id8').collections, [{ page: 0xff00, usage: 1 }]);
  assert.equal(reportLength(parsed('huion-vendor-id8'), 'input', 8), 12);
  const vendor = parsed('xppen-artist133pro-vendor');
  assert.deepEqual([reportLength(vendor, 'input', 2), reportLength(vendor, 'output', 2)], [12, 12]);
  assert.deepEqual(parsed('huion-kamvaspro19-pen').collections.slice(0, 2), [
    { page: 0x0d, usage: 2 },
    { page: 0x0d, usage: 4 },
  ]);
  const keyboard = parsed('huion-kbd-h580x').fields;
  assert.equal(keyboard.filter(({ variable }) => variable).length, 8);
  assert.equal(keyboard.filter(({ variable }) => !variable)[0]?.logicalMax, 255);
  for (const [name, { hex, length }] of Object.entries(golden)) {
    assert.equal(hexBytes(hex).length, length);
    assert.ok(parsed(name).fields.length > 0, name);
  }
});

test('32-bit usages, usage ranges, long items, signed and unsigned limits', () => {
  const fields = (hex: string) => parseReportDescriptor(hexBytes(hex)).fields;
  // FE 02 00 AA BB is a long item; usage 000D0042 brings its page; 25 FF is −1, and below the minimum 0 it is 255.
  const [tip] = fields(
    '0501' + '0902a101' + 'fe0200aabb' + '0b42000d00' + '1500' + '25ff' + '75089501' + '8102' + 'c0',
  );
  assert.deepEqual([tip?.usagePage, tip?.usage, tip?.logicalMax], [0x0d, 0x42, 255]);
  const buttons = fields('0509' + 'a101' + '19012903' + '15002501' + '75019505' + '8102' + 'c0');
  assert.deepEqual(
    buttons.map(({ usage }) => usage),
    [1, 2, 3, 3, 3],
  );
});

test('what is cut off, unbalanced or boundless is refused', () => {
  for (const hex of [
    '06',
    'fe',
    'fe05',
    'c0',
    'a101',
    'b4',
    '2903',
    '8500',
    '0501a101' + '0930' + '77ffffffff' + '97ffffffff' + '8102c0',
    '0501a101' + '0930' + '7501' + '96ffff' + '8102c0',
    'a1'.repeat(40),
    'a4'.repeat(40),
    '0501'.repeat(3000),
  ])
    assert.throws(
      () => parseReportDescriptor(hexBytes(hex)),
      { name: 'DriverError', code: 'PROTOCOL' },
      hex.slice(0, 20),
    );
});

test('what is set in a field is read from it, whatever lies beside it', () => {
  const field = fc.record({ bitOffset: fc.nat(40), bitSize: fc.integer({ min: 1, max: 32 }), signed: fc.boolean() });
  fc.assert(
    fc.property(field, fc.nat(0xffff), fc.uint8Array({ minLength: 12, maxLength: 12 }), (at, seed, report) => {
      const limit = 2 ** (at.bitSize - (at.signed ? 1 : 0));
      const value = (seed % limit) - (at.signed && seed % 2 ? limit : 0);
      const base = parsed('huion-pen-id10-tilt').fields[0] ?? assert.fail();
      const whole = { ...base, ...at, logicalMin: at.signed ? -limit : 0, logicalMax: limit - 1 };
      setFieldValue(whole, report, true, value);
      assert.equal(fieldValue(whole, report, true), value);
    }),
  );
});

test('any bytes: fields in bounds or a DriverError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        assert.ok(parseReportDescriptor(bytes).fields.length <= 4096);
      } catch (error) {
        assert.ok(error instanceof DriverError);
      }
    }),
    { numRuns: 5000 },
  );
});
