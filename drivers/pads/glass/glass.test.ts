import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PixelBox } from '../pad-screen.ts';
import { stuModels } from '../wacom-stu/models.ts';
import { glassButtons, layoutGlass } from './layout.ts';
import { createGlassPresses } from './presses.ts';

const apart = (a: PixelBox, b: PixelBox) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;

for (const { name, screen, maxX } of stuModels)
  test(`${name}: everything on the glass, nothing over another, room to write and to press`, () => {
    const layout = layoutGlass(screen);
    const boxes = [layout.title, layout.patient, layout.field, ...glassButtons.map((button) => layout.buttons[button])];
    for (const [i, box] of boxes.entries()) {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= screen.width && box.y + box.height <= screen.height);
      for (const other of boxes.slice(i + 1)) assert.ok(apart(box, other));
      assert.ok([box.x, box.y, box.width, box.height].every(Number.isInteger));
    }
    const millimetres = (pixels: number) => (pixels / screen.width) * (maxX / 100);
    assert.ok(millimetres(layout.field.width) > 70 && millimetres(layout.field.height) > 16);
    for (const button of glassButtons) {
      const box = layout.buttons[button];
      assert.ok(millimetres(box.width) > 15 && millimetres(box.height) > 6);
    }
  });

const layout = layoutGlass({ width: 800, height: 480 });
const centre = ({ x, y, width, height }: PixelBox) => ({ x: (x + width / 2) / 800, y: (y + height / 2) / 480 });
const at = (box: PixelBox, tip: boolean) => ({ ...centre(box), tip });
const { buttons, field } = layout;

test('pressed is what the pen came down on and was lifted from', () => {
  for (const button of glassButtons) {
    const presses = createGlassPresses(layout);
    assert.equal(presses.take(at(buttons[button], false)), null);
    assert.equal(presses.take(at(buttons[button], true)), null);
    assert.equal(presses.take(at(buttons[button], false)), button);
    assert.equal(presses.take(at(buttons[button], false)), null);
  }
});

test('writing that slips onto a button, a pen that slides off one, and a forgotten one press nothing', () => {
  const presses = createGlassPresses(layout);
  const none = (...pens: Parameters<typeof presses.take>[0][]) => {
    for (const pen of pens) assert.equal(presses.take(pen), null);
  };
  none(at(field, true), at(buttons.confirm, true), at(buttons.confirm, false));
  none(at(buttons.confirm, true), at(field, true), at(field, false));
  none(at(buttons.clear, true), at(buttons.confirm, true), at(buttons.confirm, false));
  none(at(buttons.confirm, true));
  presses.forget();
  none(at(buttons.confirm, true), at(buttons.confirm, false));
});
