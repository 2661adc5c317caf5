import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openEf01ScsiReader } from './device.ts';
import { simulateScsiReader } from './scsi-simulator.ts';

const anyState = (onState: (state: string, progress: number) => void = () => undefined) => ({
  signal: new AbortController().signal,
  onState,
});
const open = async (options: Parameters<typeof simulateScsiReader>[0] = {}) => {
  const simulated = simulateScsiReader(options);
  return { simulated, reader: await openEf01ScsiReader(await simulated.connect(), { waitForFingerMs: 300 }) };
};

test('a module behind a mass-storage device: the raw image, in two halves', async () => {
  const grey = Uint8Array.from({ length: 256 * 360 }, (_, at) => 128 + 100 * Math.sin((at % 256) / 1.5));
  const { simulated, reader } = await open({ image: grey });
  assert.deepEqual([reader.model, reader.serial, reader.simulated], ['SIMULATED EF01', 'SIM-0002', true]);
  await assert.rejects(reader.capture(anyState()), { code: 'NO_FINGER' });
  simulated.finger(true);
  const states: [string, number][] = [];
  const image = await reader.capture(anyState((state, progress) => states.push([state, progress])));
  assert.deepEqual([image.width, image.height, image.dpi], [256, 360, 500]);
  assert.deepEqual(image.grey, grey);
  assert.deepEqual(states.slice(1), [
    ['reading', 0],
    ['reading', 0.5],
    ['reading', 1],
  ]);
  await reader.close();
});

test('the finger that it draws is good enough, with and without ReadProdInfo', async () => {
  for (const productInfo of [true, false]) {
    const { simulated, reader } = await open({ productInfo });
    simulated.finger(true);
    assert.ok((await reader.capture(anyState())).quality >= 60);
    await reader.close();
  }
});

test('an image that is cut short three times is refused; another drive is no reader', async () => {
  const { simulated, reader } = await open({ image: new Uint8Array(1000) });
  simulated.finger(true);
  await assert.rejects(reader.capture(anyState()), { code: 'PROTOCOL' });
  const drive = simulateScsiReader();
  const transport = await drive.connect();
  const closed: boolean[] = [];
  await assert.rejects(
    openEf01ScsiReader({
      ...transport,
      read: async () => new Uint8Array(64),
      close: async () => void closed.push(true),
    }),
    { code: 'PROTOCOL' },
  );
  assert.deepEqual(closed, [true]);
});

test('unplugged while reading: LOST, and told; replugged it is locked again, and opens', async () => {
  const { simulated, reader } = await open();
  let told = 0;
  reader.onLost(() => told++);
  simulated.finger(true);
  const capture = reader.capture(anyState((_, progress) => progress === 0.5 && simulated.unplug()));
  await assert.rejects(capture, { code: 'LOST' });
  assert.equal(told, 1);
  simulated.plug();
  const again = await openEf01ScsiReader(await simulated.connect());
  assert.equal((await again.capture(anyState())).height, 360);
});
