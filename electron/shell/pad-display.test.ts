import assert from 'node:assert/strict';
import { test } from 'node:test';
import { padDisplay } from './pad-display.ts';
import type { Display } from './shell.ts';

const display = (id: string, change: Partial<Display> = {}): Display => ({
  ...{ id, label: '', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: false },
  ...change,
});
const desk = display('desk', { primary: true });

test('one screen: there is no pad, and the patient page must not take the nurse’s screen', () => {
  assert.equal(padDisplay([desk]).display, null);
  assert.equal(padDisplay([{ ...desk, width: 1280, height: 800 }]).display, null);
});

test('the screen whose name says so wins over size and order', () => {
  const named = display('b', { x: 3200, label: 'HUION GT1001' });
  assert.equal(padDisplay([desk, display('a', { x: 1920, width: 1280, height: 800 }), named]).display?.id, 'b');
});

test('a screen of a pad’s size is the pad', () => {
  assert.equal(
    padDisplay([desk, display('wall', { x: 1920 }), display('pad', { x: 3840, width: 1280, height: 800 })]).display?.id,
    'pad',
  );
});

test('the only other screen is the pad; of several strange ones none is', () => {
  assert.equal(padDisplay([desk, display('other', { x: 1920 })]).display?.id, 'other');
  assert.equal(padDisplay([desk, display('x', { x: 1920 }), display('y', { x: 3840 })]).display, null);
});

for (const scale of [1, 1.25, 1.5, 1.75, 2])
  test(`a pad’s panel is known by its pixels at ${scale * 100} %, and one that was chosen stays chosen`, () => {
    const [width, height] = [Math.round(1280 / scale), Math.round(800 / scale)];
    const scaled = display('pad', { x: 3840, width, height, scale });
    assert.equal(padDisplay([desk, display('wall', { x: 1920 }), scaled]).display, scaled);
    const other = { ...scaled, id: 'other', x: 6000, label: 'L' };
    const chosen = { id: '9', label: 'L', width: 1280, height: 800 };
    assert.equal(padDisplay([desk, scaled, other], chosen).display, other);
  });

test('displays that lie on each other are mirrored, and so is the only one under a pad’s name', () => {
  assert.equal(padDisplay([desk, display('pad', { width: 1280, height: 800 })]).state, 'mirrored');
  assert.equal(padDisplay([{ ...desk, label: 'HUION GT1001' }]).state, 'mirrored');
  assert.equal(padDisplay([desk]).state, 'missing');
});
