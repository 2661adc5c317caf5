import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { TimeSource } from '@bedsign/contract';
import { temporaryFolder } from '../../test-kit/test-server.ts';
import { type Clock, driftOver, machineClock } from '../clock.ts';
import type { Measurement } from '../selection/sample.ts';
import { rmcOf, sentence } from '../test-kit/receiver.ts';
import { createWorld, type World } from '../test-kit/world.ts';
import { nmeaDriver, type OpenPort, type ReadText } from './nmea-driver.ts';
import { openSerialPort } from './serial-port.ts';

const errorOf = ({ at, error }: Measurement, clock: Clock): number => error + driftOver(clock.monotonic() - at);

type Receiver = Extract<TimeSource, { kind: 'nmea' }>;
const receiver: Receiver = { kind: 'nmea', path: '/dev/gps', baudRate: 9600 };

/** A receiver in a simulated world that says each second what `say` makes of it, `latencyMs` after its beginning. */
const simulated = (settings: Receiver, latencyMs: number, say: (ms: number) => string = rmcOf, readText?: ReadText) => {
  const world = createWorld({ systemOffset: 120, driftPpm: 50 });
  let opened = 0;
  let gone: ((why: string) => void) | undefined;
  const openPort: OpenPort = async (_path, _baudRate, on) => {
    opened++;
    gone = on.closed;
    const speak = () => {
      on.bytes(Buffer.from(say(Math.round(world.truth() - latencyMs)), 'latin1'));
      world.clock.after(1000 * (1 + 50 / 1e6), speak);
    };
    world.clock.after(latencyMs * (1 + 50 / 1e6), speak);
    return { close: async () => {} };
  };
  const driver = nmeaDriver(settings, { clock: world.clock, openPort, readText });
  const ask = async () => {
    const asked = driver.ask();
    asked.catch(() => {});
    await world.run(3000);
    return asked;
  };
  return { world, ask, opened: () => opened, unplug: () => gone?.('unplugged') };
};

test('a sentence alone is as good as its latency is known', async () => {
  for (const latencyMs of [10, 400, 990]) {
    const { world, ask } = simulated(receiver, latencyMs);
    const sample = await ask();
    const time = world.clock.monotonic() + sample.offset;
    assert.ok(Math.abs(time - world.truth()) <= errorOf(sample, world.clock), `${latencyMs}`);
    assert.equal(sample.stratum, 0);
  }
  const { world, ask } = simulated({ ...receiver, latency: { ms: 400, spreadMs: 20 } }, 390);
  const sample = await ask();
  const error = Math.abs(world.clock.monotonic() + sample.offset - world.truth());
  assert.ok(sample.error === 20 && error <= 20, `${error}`);
});

test('with the pulse it is as good as the system clock is read', async () => {
  const settings: Receiver = { ...receiver, pulse: '/sys/class/pps/pps0/assert' };
  const pulses: Record<string, (world: World) => string> = {
    'of this second': (world) => {
      const since = world.truth() % 1000;
      return `${((world.clock.wall() - since) / 1000).toFixed(9)}#7\n`;
    },
    'of long ago': (world) => `${((world.clock.wall() - 5000) / 1000).toFixed(9)}#7\n`,
    none: () => '0.000000000#0\n',
  };
  const ask = async (name: string) => {
    const readText = async () => pulses[name]?.(simulation.world) ?? '';
    const simulation = simulated(settings, 640, rmcOf, readText);
    const sample = await simulation.ask();
    return Math.abs(simulation.world.clock.monotonic() + sample.offset - simulation.world.truth());
  };
  assert.ok((await ask('of this second')) <= 2.5);
  await assert.rejects(ask('of long ago'), { status: 'silent', message: 'no pulse before the sentence' });
  await assert.rejects(ask('none'), { status: 'silent', message: /^no pulse in/ });
});

test('silence, noise, a lost cable and a port that is not there', async () => {
  const noise = simulated(receiver, 100, () => '\0\xff$GNRMC,garbage*00\r\n');
  await assert.rejects(noise.ask(), { status: 'silent', message: 'nothing legible from /dev/gps' });
  const blind = simulated(receiver, 100, () => sentence('GNRMC,,V,,,,,,,,,,N'));
  await assert.rejects(blind.ask(), { status: 'unsynchronised', message: 'the receiver sees no satellites' });
  const lost = simulated(receiver, 100);
  await lost.ask();
  lost.unplug();
  await lost.ask();
  assert.equal(lost.opened(), 2, 'the port is opened again');
  const driver = nmeaDriver({ ...receiver, path: '/dev/none' }, { clock: machineClock, openPort: openSerialPort });
  await assert.rejects(driver.ask(), /\/dev\/none cannot be opened/);
});

test('a real serial port: a pair of pseudo-terminals of socat', async () => {
  await using folder = await temporaryFolder();
  const [ours, theirs] = ['ours', 'theirs'].map((name) => join(folder.path, name)) as [string, string];
  const socat = spawn('socat', [`pty,raw,echo=0,link=${ours}`, `pty,raw,echo=0,link=${theirs}`], { stdio: 'ignore' });
  try {
    while (!existsSync(ours) || !existsSync(theirs)) await setTimeout(20);
    const driver = nmeaDriver({ ...receiver, path: ours }, { clock: machineClock, openPort: openSerialPort });
    const line = createWriteStream(theirs);
    const speaking = setInterval(() => line.write(rmcOf(Math.floor(Date.now() / 1000) * 1000)), 200);
    const sample = await driver.ask();
    clearInterval(speaking);
    const now = machineClock.monotonic();
    assert.ok(Math.abs(now + sample.offset - Date.now()) <= errorOf(sample, machineClock) + 50);
    await driver.close?.();
    // A last sentence may still be on its way to the other end.
    await finished(line.end());
  } finally {
    socat.kill();
  }
});
