import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type PadSample, simulatedChipPin } from '@bedsign/drivers';
import { openDeviceSet } from '../device-set.ts';
import { startHostProcess } from './host-process.ts';
import { hostedSource } from './hosted-source.ts';

const entry = fileURLToPath(new URL('../../testing/simulator-host.ts', import.meta.url));
const nowMicros = () => performance.now() * 1000;
const nobody = () => undefined;
const noPins = { known: () => null, keep: nobody, forget: nobody };

const start = (t: TestContext) => {
  const source = hostedSource(nowMicros, {}, entry);
  t.after(source.close);
  return source;
};
const until = async (holds: () => boolean, what: string) => {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1200, what);
    await delay(25);
  }
};

test('every report of a pad in the other process arrives, in order, at the time of this process', async (t) => {
  const source = start(t);
  const found: string[] = [];
  const before = nowMicros();
  const pad = await source.open.pad(({ model }) => found.push(model));
  assert.deepEqual(found, ['a pad']);
  const samples: PadSample[] = [];
  pad.onSample((sample) => samples.push(sample));
  await until(() => samples.length >= 300, '300 samples');
  const line = samples.slice(0, 300);
  assert.deepEqual(
    line.map(({ x }) => x),
    Array.from({ length: 300 }, (_, i) => Math.round((i / 300) * pad.maxX)),
  );
  assert.ok(line.every(({ tMicros }, i) => tMicros >= (line[i - 1]?.tMicros ?? before)));
  assert.ok((line.at(-1)?.tMicros ?? 0) <= nowMicros());
  await until(() => pad.counters.reports === 300, 'the counters');
  await pad.close();
});

test('fingerprint and chip: results, progress and named failures cross', async (t) => {
  const source = start(t);
  const reader = await source.open.reader(nobody);
  const states = new Set<string>();
  const { signal } = new AbortController();
  const image = await reader.capture({ signal, onState: (state) => states.add(state) });
  assert.equal(image.grey.length, image.width * image.height);
  assert.deepEqual([...states], ['waiting', 'reading']);
  const aborted = new AbortController();
  const capture = reader.capture({ signal: aborted.signal, onState: nobody });
  aborted.abort(new Error('enough'));
  await assert.rejects(capture, /enough/);

  const chip = await source.open.chip(nobody);
  assert.equal(chip.publicKey.length, 65);
  await assert.rejects(chip.verifyPin('000000'), { code: 'PIN_WRONG', detail: '9 tries left' });
  await assert.rejects(chip.signDigest(new Uint8Array(32)), { code: 'CHIP' });
  assert.deepEqual(chip.pin, { state: 'wrong', triesLeft: 9 });
  await chip.verifyPin(simulatedChipPin);
  assert.equal(chip.pin.state, 'verified');
  assert.equal((await chip.signDigest(new Uint8Array(32)))[0], 0x30);
  assert.equal((await chip.random(16)).length, 16);
});

test('the device process is killed: the pad is lost, named, and comes back in a new process', async (t) => {
  const source = hostedSource(nowMicros, {}, entry);
  const seen: string[] = [];
  const devices = openDeviceSet(source, noPins, {
    sample: nobody,
    chip: nobody,
    change: () => seen.push(`${devices.pad.view().state} ${devices.pad.view().failure?.code ?? ''}`.trim()),
  });
  t.after(devices.close);
  const kill = async (times: number) => {
    const pad = devices.pad.current();
    assert.ok(pad);
    process.kill(Number(pad.serial), 'SIGKILL');
    await until(() => devices.pad.view().reopenings === times, 'a new process');
    assert.notEqual(devices.pad.current()?.serial, pad.serial);
  };
  await devices.look();
  assert.deepEqual(seen.slice(0, 2), ['opening', 'ready']);
  await kill(1);
  await kill(2);
  assert.ok(seen.includes('lost DEVICE_PROCESS_ENDED'), seen.join(', '));
  assert.ok(seen.includes('reopening') || seen.includes('reopening DEVICE_PROCESS_ENDED'), seen.join(', '));
  assert.equal(seen.at(-1), 'ready');
});

test('a process that cannot start, or talks nonsense, is a named failure', async (t) => {
  const absent = hostedSource(nowMicros, {}, '/nonexistent/host.ts');
  t.after(absent.close);
  await assert.rejects(absent.open.pad(nobody), { code: 'DEVICE_PROCESS_ENDED' });
  await assert.rejects(absent.open.pad(nobody), { code: 'DEVICE_PROCESS_ENDED' });
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-host-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const babble = join(folder, 'babble.mjs');
  writeFileSync(babble, 'process.send({ event: "samples", data: { device: "x" } }); setInterval(() => 0, 1000)');
  const host = startHostProcess(babble);
  await new Promise<void>((resolve) => void host.onEnded(resolve));
});

test('the device process ends at a malformed message', async (t) => {
  const host = startHostProcess(entry);
  t.after(host.stop);
  await assert.rejects(host.call('random', { device: 1, length: 1e9 }), { code: 'LOST' });
  assert.ok(host.ended);
});
