import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { glyphParts } from './glyph-parts.ts';
import { glyphStrokes } from './glyphs.ts';
import { type SignatureSample, sampleSignature } from './sample-signature.ts';

const strokesOf = (samples: SignatureSample[]) => {
  const strokes: SignatureSample[][] = [];
  samples.forEach((sample, i) => {
    if (!sample.tip) return;
    if (!samples[i - 1]?.tip) strokes.push([]);
    strokes.at(-1)?.push(sample);
  });
  return strokes;
};

test('the same name is the same signature, another name another', () => {
  assert.deepEqual(sampleSignature('张三'), sampleSignature('张三'));
  assert.notDeepEqual(sampleSignature('张三'), sampleSignature('李四'));
});

test('any name: inside the field, 200 to 266 reports a second, hover before and after, then gone', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('张三', '欧阳娜娜', 'O’Neill', '')), (name) => {
      const samples = sampleSignature(name);
      for (const { x, y, pressure, tip, inRange, dtMicros } of samples) {
        for (const value of [x, y, pressure]) assert.ok(value >= 0 && value <= 1, `${value}`);
        assert.ok(dtMicros >= 3759 && dtMicros <= 5000);
        assert.equal(pressure > 0, tip);
        assert.ok(inRange || !tip);
      }
      assert.deepEqual([samples.at(0)?.tip, samples.at(0)?.inRange], [false, true]);
      assert.deepEqual([samples.at(-1)?.tip, samples.at(-1)?.inRange], [false, false]);
    }),
    { numRuns: 60 },
  );
});

test('it is written as a hand writes: without jumps, in seconds, thin at both ends, at changing speed', () => {
  const samples = sampleSignature('张伟');
  const seconds = samples.reduce((sum, { dtMicros }) => sum + dtMicros, 0) / 1e6;
  assert.ok(seconds > 2 && seconds < 8, `${seconds} s`);
  const steps = samples
    .slice(1)
    .map((b, i) => Math.hypot(b.x - (samples[i]?.x ?? b.x), (b.y - (samples[i]?.y ?? b.y)) / 3));
  assert.ok(Math.max(...steps) < 0.03, `largest step ${Math.max(...steps)}`);
  const strokes = strokesOf(samples);
  assert.ok(strokes.length >= 6);
  for (const stroke of strokes) {
    const pressures = stroke.map(({ pressure }) => pressure);
    const most = Math.max(...pressures);
    assert.ok(most > 0.3 && (pressures.at(0) ?? 1) < most / 2 && (pressures.at(-1) ?? 1) < most);
    const speeds = stroke.slice(1).map((b, i) => Math.hypot(b.x - (stroke[i]?.x ?? 0), b.y - (stroke[i]?.y ?? 0)));
    assert.ok(Math.max(...speeds) > 1.5 * Math.min(...speeds));
  }
});

test('every part is drawn inside its box, and every character has strokes', () => {
  for (const [part, strokes] of glyphParts) {
    assert.ok(strokes.length > 0, part);
    for (const { points } of strokes) {
      assert.ok(points.length >= 2, part);
      for (const { x, y } of points) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1, part);
    }
  }
  for (const character of '张李王刘陈吴林杜江汪伟芳娜静洋明好村三四赵𠮷A')
    assert.ok(glyphStrokes(character).length >= 2, character);
});
