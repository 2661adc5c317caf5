import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { bulkOnlyDevice, simulateScsiReader, simulateTopaz } from '@bedsign/drivers';
import { createFakeUsb, type FakeDevice } from '../../testing/fake-usb.ts';
import { findPads } from './find-pads.ts';
import { createFinders } from './finders.ts';
import { realSource } from './real-source.ts';
import { massStorageClass } from './usb-class.ts';

const nobody = () => undefined;
const start = (t: TestContext) => {
  const usb = createFakeUsb();
  const source = realSource(() => performance.now() * 1000, createFinders({}, usb.bus));
  t.after(source.close);
  return { usb, source };
};
/** The 10-inch pad's module, at a port of its own or among other parts of one cable. */
const moduleOf = (reader: ReturnType<typeof simulateScsiReader>, ids: Partial<FakeDevice> = {}): FakeDevice => {
  const { device } = reader;
  return {
    ...{ vendorId: device.vendorId, productId: device.productId, product: 'module', serial: 'F1', ...ids },
    interfaces: [
      {
        ...{ interfaceClass: massStorageClass, bulk: bulkOnlyDevice(device), driver: true },
        inquiry: { vendor: 'BEDSIGN', product: 'SIMULATED EF01' },
      },
    ],
    powerLoss: device.powerLoss,
  };
};

test('a fingerprint module on mass storage: by its USB identifiers, and by its INQUIRY', async (t) => {
  for (const ids of [{}, { vendorId: 0x256c, productId: 0x006d }]) {
    const { usb, source } = start(t);
    await assert.rejects(source.open.reader(nobody), { code: 'NOT_CONNECTED' });
    const simulated = simulateScsiReader();
    usb.plug(moduleOf(simulated, ids));
    const reader = await source.open.reader(nobody);
    simulated.finger(true);
    const { signal } = new AbortController();
    const image = await reader.capture({ signal, onState: nobody });
    assert.deepEqual([image.width, image.height, image.dpi], [256, 360, 500]);
    await reader.close();
    assert.deepEqual(usb.boundToKernel(), [0]);
  }
});

test('a module that is pulled out while it waits for the finger: LOST, and told', async (t) => {
  const { usb, source } = start(t);
  const pull = usb.plug(moduleOf(simulateScsiReader()));
  const reader = await source.open.reader(nobody);
  const lost = new Promise<void>((resolve) => void reader.onLost(resolve));
  const { signal } = new AbortController();
  const capture = reader.capture({ signal, onState: () => setTimeout(pull, 50) });
  await assert.rejects(capture, { code: 'LOST' });
  await lost;
});

test('the named serial line is a Topaz pad, opened as that pad wants it', async () => {
  const simulated = simulateTopaz();
  const asked: unknown[] = [];
  const candidates = await findPads('/dev/ttyS9', (path, line) => {
    asked.push(path, line);
    return simulated.connect();
  });
  const candidate = candidates.find(({ family }) => family === 'topaz') ?? assert.fail('no candidate');
  const pad = await candidate.open(() => 0);
  assert.deepEqual(asked, ['/dev/ttyS9', { baudRate: 19_200, dataBits: 8, parity: 'odd', stopBits: 1 }]);
  const xs: number[] = [];
  pad.onSample(({ x }) => xs.push(x));
  simulated.pen({ x: 0.5, y: 0.5, tip: true, inRange: true });
  assert.deepEqual(xs, [900]);
  await pad.close();
});
