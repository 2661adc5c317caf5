import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ByteStream } from '../../byte-stream.ts';
import { openEf01Reader } from './device.ts';
import { drawFingerprint } from './fingerprint-image.ts';
import { encodePacket, pid } from './packet-codec.ts';
import { simulateReader } from './simulator.ts';

const drawn = drawFingerprint('test');
/** In the module's 16 grey levels. */
const asSeen = drawn.map((value) => Math.round(value / 17) * 17);
const open = async (options: Parameters<typeof simulateReader>[0] = {}, waitForFingerMs = 300) => {
  const simulated = simulateReader({ image: drawn, ...options });
  return { simulated, reader: await openEf01Reader(await simulated.connect(), { waitForFingerMs }) };
};
const anyState = () => {
  const states: [string, number][] = [];
  return {
    states,
    signal: new AbortController().signal,
    onState: (state: string, progress: number) => states.push([state, progress]),
  };
};

test('a finger laid on later is read, with progress, exactly as the glass saw it', async () => {
  const { simulated, reader } = await open();
  assert.deepEqual([reader.model, reader.serial, reader.simulated], ['SIMULATED EF01', 'SIM-0001', true]);
  const { states, ...options } = anyState();
  const capture = reader.capture(options);
  await sleep(150);
  assert.deepEqual(states, [['waiting', 0]]);
  simulated.finger(true);
  const image = await capture;
  assert.deepEqual([image.width, image.height, image.dpi, image.grey.length], [256, 288, 500, 256 * 288]);
  assert.deepEqual(image.grey, asSeen);
  assert.ok(image.quality >= 70, `quality ${image.quality}`);
  assert.deepEqual(states.slice(1, 2), [['reading', 0]]);
  assert.deepEqual(states.at(-1), ['reading', 1]);
  assert.equal(states.length, 2 + 288);
});

test('no finger', async () => {
  const { reader } = await open();
  await assert.rejects(reader.capture(anyState()), { code: 'NO_FINGER' });
});

test('noise between packets does no harm; a damaged packet has the image read again', async () => {
  const { simulated, reader } = await open({ noise: true });
  simulated.finger(true);
  const { states, ...options } = anyState();
  const image = await reader.capture(options);
  assert.equal(states.length, 2 + 287 + 288);
  assert.deepEqual(image.grey, asSeen);
});

test('an older module without ReadProdInfo', async () => {
  const { simulated, reader } = await open({ productInfo: false });
  assert.deepEqual([reader.model, reader.serial, reader.simulated], ['EF01 module', '', false]);
  simulated.finger(true);
  assert.equal((await reader.capture(anyState())).height, 288);
});

test('empty glass, a finger tip and a wiped finger are poor images, each with its reason', async () => {
  const grain = (value: number, at: number) => value + ((at * 7919) % 11) - 5;
  const tip = drawn.map((value, at) => (at < 256 * 230 ? grain(232, at) : value));
  const wiped = drawn.map((_, at) => {
    const row = at - (at % 256);
    let sum = 0;
    for (let k = -20; k <= 20; k++) sum += drawn[row + Math.min(255, Math.max(0, (at % 256) + k))] ?? 0;
    return sum / 41;
  });
  const noisy = drawn.map(
    (_, at) => (Math.sin(at * 12.9898) * 43758.5453 - Math.floor(Math.sin(at * 12.9898) * 43758.5453)) * 255,
  );
  for (const [detail, image] of [
    ['empty', new Uint8Array(256 * 288).fill(235)],
    ['empty', new Uint8Array(256 * 288).map((_, at) => grain(232, at))],
    ['partial', tip],
    ['smeared', wiped],
    ['smeared', noisy],
  ] as const) {
    const { simulated, reader } = await open({ image });
    simulated.finger(true);
    await assert.rejects(reader.capture(anyState()), { code: 'POOR_IMAGE', detail });
  }
});

test('aborted while waiting and while reading; the next capture is whole', async () => {
  const { simulated, reader } = await open({}, 2000);
  const first = new AbortController();
  const waiting = reader.capture({ signal: first.signal, onState: () => undefined });
  setTimeout(() => first.abort(), 30);
  await assert.rejects(waiting, { name: 'AbortError' });
  simulated.finger(true);
  const second = new AbortController();
  const seen: number[] = [];
  const reading = reader.capture({
    signal: second.signal,
    onState(_, progress) {
      seen.push(progress);
      if (progress > 0.3) second.abort();
    },
  });
  await assert.rejects(reading, { name: 'AbortError' });
  assert.equal((await reader.capture(anyState())).grey.length, 256 * 288);
  assert.ok((seen.at(-1) ?? 1) < 0.4);
  const aborted = new AbortController();
  aborted.abort();
  await assert.rejects(reader.capture({ signal: aborted.signal, onState: () => undefined }), { name: 'AbortError' });
});

test('unplugged while reading: LOST at once, and told', async () => {
  const { simulated, reader } = await open();
  let lost = 0;
  reader.onLost(() => lost++);
  simulated.finger(true);
  const started = performance.now();
  await assert.rejects(
    reader.capture({
      signal: new AbortController().signal,
      onState: (_, progress) => progress > 0.2 && simulated.unplug(),
    }),
    { code: 'LOST' },
  );
  assert.ok(performance.now() - started < 900);
  assert.equal(lost, 1);
  simulated.plug();
  const again = await openEf01Reader(await simulated.connect());
  assert.equal((await again.capture(anyState())).width, 256);
});

/** A module that answers every command with the same bytes. */
const answering = (answer: Uint8Array): ByteStream & { closed: boolean } => {
  let listener: (bytes: Uint8Array) => void = () => undefined;
  return {
    closed: false,
    write: async () => queueMicrotask(() => listener(answer)),
    onData(callback) {
      listener = callback;
      return () => undefined;
    },
    onClosed: () => () => undefined,
    async close() {
      this.closed = true;
    },
  };
};

test('a wrong password and a silent line are refused, and the stream is closed', async () => {
  const wrongPassword = answering(encodePacket({ pid: pid.ack, payload: Uint8Array.of(0x13) }));
  await assert.rejects(openEf01Reader(wrongPassword), { code: 'PROTOCOL' });
  assert.equal(wrongPassword.closed, true);
  const silent = answering(Uint8Array.of(0x55));
  await assert.rejects(openEf01Reader(silent), { code: 'TIMEOUT' });
  assert.equal(silent.closed, true);
});
