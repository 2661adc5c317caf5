import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { PadScreen, ScreenName } from '@bedsign/contract';
import { keepPatientOnPad } from './keep-patient-on-pad.ts';
import type { Display } from './shell.ts';
import { fakeShell } from './testing/fake-shell.ts';

const desk: Display = { id: '1', label: '', x: 0, y: 0, width: 1920, height: 1080, scale: 1, primary: true };
const pad: Display = { id: '2', label: '', x: 1920, y: 0, width: 1280, height: 800, scale: 1, primary: false };

/** A desktop on which the page is kept; its state as the nurse is told it. */
const kept = async (displays: Display[], besideNurse = true) => {
  const { shell, desktop } = fakeShell(displays);
  const states: PadScreen['state'][] = [];
  let tokens = 0;
  const page = await keepPatientOnPad(shell, {
    besideNurse,
    patientUrl: async () => `http://127.0.0.1:1/patient.html#${++tokens}`,
    onChange: ({ state }) => states.push(state),
    onError: (thrown) => assert.fail(String(thrown)),
  });
  const change = async (now: Display[]) => {
    desktop.changeDisplays(now);
    await delay(20);
  };
  const choose = async (screen: ScreenName | null) => {
    page.use(screen);
    await delay(20);
  };
  const reopen = async () => {
    page.reopen();
    await delay(20);
  };
  return { desktop, shown: () => desktop.patient, states, change, choose, reopen };
};

test('the page follows the pad’s display, each time with a fresh token, and never moves to the nurse’s', async () => {
  const { desktop, states, change } = await kept([desk, pad]);
  assert.deepEqual(desktop.patient, { url: 'http://127.0.0.1:1/patient.html#1', display: pad });
  await change([desk]);
  assert.equal(desktop.patient, null);
  await change([desk, pad]);
  assert.deepEqual(desktop.patient, { url: 'http://127.0.0.1:1/patient.html#2', display: pad });
  const moved = { ...pad, x: -1280 };
  await change([desk, moved]);
  assert.deepEqual(desktop.patient, { url: 'http://127.0.0.1:1/patient.html#3', display: moved });
  assert.deepEqual(states, ['found', 'missing', 'found', 'found']);
});

test('a change elsewhere leaves the page alone', async () => {
  const { desktop, change } = await kept([desk, pad]);
  await change([{ ...desk, height: 1200 }, pad]);
  assert.equal(desktop.patient?.url, 'http://127.0.0.1:1/patient.html#1');
});

test('without a pad’s display it begins as a plain window, and moves over once there is one', async () => {
  const { desktop, states, change } = await kept([desk]);
  assert.equal(desktop.patient?.display, null);
  await change([desk]);
  assert.equal(desktop.patient?.url, 'http://127.0.0.1:1/patient.html#1', 'a window beside the nurse’s may stay');
  await change([desk, pad]);
  assert.equal(desktop.patient?.display, pad);
  assert.deepEqual(states, ['missing', 'missing', 'found']);
});

test('mirrored displays are none for the patient, and of several nobody can tell', async () => {
  const { desktop, states, change } = await kept([desk, { ...pad, x: 0 }]);
  assert.equal(desktop.patient?.display, null);
  await change([desk, pad, { ...pad, id: '3', x: 3200 }]);
  assert.deepEqual(states, ['mirrored', 'unclear']);
  assert.equal(desktop.patient?.display, null);
});

test('of several displays the chosen one is the pad, also under another id', async () => {
  const wall: Display = { ...desk, id: '3', label: 'WALL', x: 3200, primary: false };
  const other: Display = { ...desk, id: '4', label: 'OTHER', x: 5120, primary: false };
  const { desktop, states, change, choose } = await kept([desk, wall, other]);
  const { id, label, width, height } = other;
  await choose({ id, label, width, height });
  assert.equal(desktop.patient?.display, other);
  const renamed = { ...other, id: '9' };
  await change([desk, wall, renamed]);
  assert.equal(desktop.patient?.display, renamed);
  await choose(null);
  assert.equal(desktop.patient, null, 'nobody knows any more');
  assert.deepEqual(states, ['unclear', 'found', 'found', 'unclear']);
});

test('with real devices the page never opens on the nurse’s screen by itself: not at the start, not when the pad’s screen goes or is mirrored', async () => {
  const { shown, states, change, reopen } = await kept([desk], false);
  assert.equal(shown(), null);
  await change([desk, pad]);
  assert.equal(shown()?.display, pad);
  await change([desk, { ...pad, x: 0 }]);
  assert.equal(shown(), null, 'mirrored while somebody signs');
  await change([desk, pad]);
  await change([{ ...desk, label: 'HUION GT1001' }]);
  assert.equal(shown(), null);
  assert.deepEqual(states, ['missing', 'found', 'mirrored', 'found', 'mirrored']);
  await reopen();
  assert.equal(shown()?.display, null, 'but she may ask for it');
});

test('a page that somebody closed comes back on the pad’s display', async () => {
  const { desktop, shown, reopen } = await kept([desk, pad], false);
  desktop.patient = null;
  await reopen();
  assert.deepEqual(shown(), { url: 'http://127.0.0.1:1/patient.html#2', display: pad });
});

test('another scale places the page anew; what the nurse learns is in pixels', async () => {
  const { desktop, change } = await kept([desk, pad]);
  const scaled = { ...pad, width: 853, height: 533, scale: 1.5 };
  await change([desk, scaled]);
  assert.deepEqual(desktop.patient, { url: 'http://127.0.0.1:1/patient.html#2', display: scaled });
});
