import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { PadScreen, StationMessage } from '@bedsign/contract';
import { createPadScreen } from './pad-screen.ts';

const screen = (number: number) => ({
  number,
  id: `id${number}`,
  label: `S${number}`,
  width: 1280,
  height: 800,
  scale: 1,
  pad: false,
});
const two: PadScreen = { state: 'unclear', screens: [screen(1), screen(2)] };
const chosen = { do: 'use', screen: { id: 'id2', label: 'S2', width: 1280, height: 800 } };

const bench = (t: { after(cleanUp: () => void): void }) => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-screens-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pad-screens.json');
  const said: StationMessage[] = [];
  const changes: PadScreen[] = [];
  let serial: string | null = null;
  const open = () =>
    createPadScreen({
      file,
      padSerial: () => serial,
      toShell: (message) => said.push(message),
      onChange: (now) => changes.push(now),
    });
  const plug = (desk: ReturnType<typeof open>, now: string | null) => {
    serial = now;
    desk.devicesChanged();
  };
  return { file, said, changes, open, plug };
};

test('the chosen screen belongs to this pad, also after a restart, and to no other pad', (t) => {
  const { said, open, plug } = bench(t);
  const first = open();
  first.seen(two);
  assert.throws(() => first.choose('id2'), { code: 'PAD_NOT_CONNECTED' });
  plug(first, 'A');
  first.choose('id2');
  plug(first, null);
  plug(first, 'A');
  plug(first, 'B');
  assert.deepEqual(said, [{ do: 'use', screen: null }, chosen, { do: 'use', screen: null }]);

  said.length = 0;
  const second = open();
  plug(second, 'A');
  assert.deepEqual(said, [chosen]);
});

test('a screen that is gone is NOT_FOUND; identifying is the shell’s; the nurse hears each change once', (t) => {
  const { said, changes, open, plug } = bench(t);
  const desk = open();
  plug(desk, 'A');
  assert.throws(() => desk.choose('id2'), { code: 'NOT_FOUND' });
  desk.seen(two);
  desk.seen(structuredClone(two));
  assert.throws(() => desk.choose('id3'), { code: 'NOT_FOUND' });
  desk.identify();
  assert.deepEqual(said.at(-1), { do: 'identify' });
  assert.deepEqual(changes, [two]);
  assert.equal(desk.current(), two);
});

test('a damaged file of choices means choosing again', (t) => {
  const { file, said, open, plug } = bench(t);
  for (const damage of ['', '{"A":', '[]', '{"A":{"id":1}}']) {
    writeFileSync(file, damage);
    said.length = 0;
    plug(open(), damage || 'A');
    assert.deepEqual(said, [{ do: 'use', screen: null }]);
  }
});
