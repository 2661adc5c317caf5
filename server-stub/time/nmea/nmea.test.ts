import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sentence } from '../test-kit/receiver.ts';
import { createFixes } from './fixes.ts';
import { createLineReader } from './line-reader.ts';
import { parsePulse } from './pulse.ts';
import { parseSentence, type Sentence } from './sentence.ts';

const now = Date.UTC(2026, 10, 25, 8);

/** The examples are of u-blox 8's protocol specification. */
test('sentences: checksum, talker, type, fields', () => {
  const line = 'GPRMC,083559.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A*57';
  assert.deepEqual(
    [parseSentence(line)?.talker, parseSentence(line)?.type, parseSentence(line)?.fields[8]],
    ['GP', 'RMC', '091202'],
  );
  assert.deepEqual(parseSentence('GPZDA,082710.00,16,09,2002,00,00*64')?.fields, [
    '082710.00',
    '16',
    '09',
    '2002',
    '00',
    '00',
  ]);
  const wrong = [
    line.replace('*57', '*58'),
    line.replace('*57', ''),
    line.replace('A,4717', 'V,4717'),
    `x${line}`,
    `${line}0`,
    'GPRMC*4B',
    '*00',
    '',
  ];
  for (const text of wrong.filter((text) => text !== 'GPRMC*4B')) assert.equal(parseSentence(text), undefined, text);
  assert.deepEqual(parseSentence('GPRMC*4B')?.fields, []);
});

const rmc = (time: string, date: string, status = 'A', mode = 'A', talker = 'GN'): Sentence | undefined =>
  parseSentence(sentence(`${talker}RMC,${time},${status},,,,,,,${date},,,${mode}`).slice(1, -2));

/** What two RMC of one second and the next give. */
const twice = (seconds: [string, string], date: string, more: [string?, string?, string?] = []) => {
  const fixes = createFixes(() => now);
  const [first, second] = seconds.map((time) => rmc(time, date, ...more));
  assert.ok(first && second);
  fixes.take(first, 100);
  return fixes.take(second, 1100);
};

test('a second counts when the RMC before it says the same', () => {
  assert.deepEqual(twice(['075958.00', '075959.00'], '251126'), { ms: now - 1000, at: 1100 });
  assert.equal(twice(['075951.00', '075959.00'], '251126'), undefined);
  assert.equal(twice(['075958.20', '075959.20'], '251126'), undefined, 'not a whole second');
  for (const talker of ['GP', 'BD', 'GB']) assert.ok(twice(['075958', '075959'], '251126', ['A', 'D', talker]));
  assert.equal(twice(['075958', '075959'], '251126', ['A', 'A', 'GL']), undefined, 'a system that was not asked for');
});

const refusals: [seconds: [string, string], date: string, more: [string?, string?], why: RegExp][] = [
  [['075958', '075959'], '251126', ['V'], /sees no satellites/],
  [['075958', '075959'], '251126', ['A', 'N'], /sees no satellites/],
  [['075958', '075959'], '251126', ['A', 'E'], /sees no satellites/],
  [['075958', '075959'], '251126', ['A', 'S'], /sees no satellites/],
  [['235960', '000000'], '311226', [], /names no time/],
  [['075958', '075959'], '310226', [], /names no time/],
  [['', ''], '251126', [], /names no time/],
  [['075958', '075959'], '', [], /names no time/],
  // 1024 weeks before 2026-11-25, and 2048.
  [['075958', '075959'], '110407', [], /counts weeks wrongly: it says 2007-04-11, 1024 weeks ago/],
  [['075958', '075959'], '260887', [], /counts weeks wrongly: it says 1987-08-26, 2048 weeks ago/],
  [['075958', '075959'], '060180', [], /a day that cannot be: 1980-01-06/],
];
test('what is wrong with a receiver is named', () => {
  for (const [seconds, date, more, why] of refusals)
    assert.throws(
      () => twice(seconds, date, more),
      { name: 'SourceError', status: 'unsynchronised', message: why },
      date,
    );
});

test('RMC and ZDA must say the same day', () => {
  const fixes = createFixes(() => now);
  const zda = parseSentence(sentence('GPZDA,075958.00,24,11,2026,00,00').slice(1, -2));
  const first = rmc('075959', '251126');
  assert.ok(zda && first);
  assert.equal(fixes.take(zda, 0), undefined, 'ZDA alone is no time');
  assert.throws(() => fixes.take(first, 1000), /contradict/);
});

test('lines out of a stream, however it is cut, and the moment of their $', () => {
  const stream = Buffer.from(
    `\xff\0noise${sentence('GPGSV,1')}half$${'x'.repeat(200)}\r\n$GP${sentence('GNZDA,2')}`,
    'latin1',
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (cuts) => {
      const lines: string[] = [];
      const read = createLineReader((line, at) => {
        lines.push(line);
        assert.equal(stream[at], 0x24);
      });
      for (let at = 0, cut = 0; at < stream.length; cut++) {
        const size = cuts[cut % cuts.length] ?? 1;
        for (let i = at; i < Math.min(at + size, stream.length); i++) read(stream.subarray(i, i + 1), i);
        at += size;
      }
      assert.deepEqual(
        lines.map((line) => line.slice(0, 5)),
        ['GPGSV', 'GNZDA'],
      );
    }),
  );
});

test('any bytes: sentences, or refusals by name, never anything else', () => {
  const texts = fc.stringMatching(/^\$?(GP|BD|GN|XX)(RMC|ZDA|GGA)(,[0-9AVN.-]{0,10}){0,14}$/);
  const line = fc.oneof(
    texts.map((text) => sentence(text.replace('$', ''))),
    fc.string(),
    texts,
  );
  let fixed = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 10 }), (lines) => {
      const fixes = createFixes(() => now);
      const read = createLineReader((text, at) => {
        const parsed = parseSentence(text);
        try {
          if (parsed && fixes.take(parsed, at)) fixed++;
        } catch (thrown) {
          assert.equal((thrown as Error).name, 'SourceError');
        }
      });
      read(Buffer.from(lines.join('\n'), 'latin1'), 0);
    }),
    { numRuns: 5000 },
  );
  assert.equal(fixed, 0);
});

test('pulses as the kernel writes them', () => {
  assert.equal(parsePulse('1795593600.012500000#4711\n'), 1_795_593_600_012.5);
  for (const text of ['', '0.000000000#0\n', '1795593600.012500000', 'x.000000000#1', 'ENOENT: no such file'])
    assert.equal(parsePulse(text), undefined, text);
});
