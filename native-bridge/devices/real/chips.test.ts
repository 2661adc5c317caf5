import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type ErrorCode, toHex } from '@bedsign/contract';
import {
  bulkOnlyDevice,
  ccidDescriptor,
  ccidDevice,
  chipDrive,
  memoryStore,
  type SimulatedChip,
  simulateChip,
  simulatedCcidToken,
} from '@bedsign/drivers';
import { sm2MessageDigest, sm2Verify } from '@bedsign/gm';
import { createSealedBox } from '../../keys/sealed-box.ts';
import { createFakeUsb, type FakeDevice } from '../../testing/fake-usb.ts';
import { chipCrypto } from '../chip-crypto.ts';
import { signInChip } from '../chip-enrolment.ts';
import { requireChip } from '../chip-lock.ts';
import { createChipPins } from '../chip-pins.ts';
import { type DeviceSet, openDeviceSet } from '../device-set.ts';
import { createFinders } from './finders.ts';
import { realSource } from './real-source.ts';
import { massStorageClass, smartCardClass } from './usb-class.ts';

const nobody = () => undefined;
const realPin = '654321';

/** A token whose owner has given it a PIN and a label of a real one, so that no factory PIN opens it. */
const newChip = (): SimulatedChip =>
  simulateChip(chipCrypto, memoryStore(), { pin: realPin, label: 'GM/T 0017 token' });
const driveOf = (chip: SimulatedChip): FakeDevice => {
  const drive = chipDrive(chip.device, 'T1');
  return {
    ...{ vendorId: drive.vendorId, productId: drive.productId, product: 'token', serial: 'T1' },
    interfaces: [{ interfaceClass: massStorageClass, bulk: bulkOnlyDevice(drive), driver: true }],
    powerLoss: drive.powerLoss,
  };
};
/** Interface descriptor, class descriptor: what stands in a configuration. */
const readerOf = (chip: SimulatedChip): FakeDevice => ({
  ...{ ...simulatedCcidToken, product: 'reader', serial: 'C1' },
  configuration: Uint8Array.of(
    9,
    2,
    0,
    0,
    1,
    1,
    0,
    0x80,
    50,
    9,
    4,
    0,
    0,
    2,
    smartCardClass,
    0,
    0,
    0,
    ...ccidDescriptor(),
  ),
  interfaces: [{ interfaceClass: smartCardClass, bulk: ccidDevice(chip.device) }],
  powerLoss: chip.device.reset,
});

const start = (t: TestContext) => {
  const usb = createFakeUsb();
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-chips-'));
  const pins = createChipPins(folder, createSealedBox(new Uint8Array(16).fill(7)));
  const unlocked: string[] = [];
  const open = () => {
    const devices = openDeviceSet(
      realSource(() => 0, createFinders({}, usb.bus)),
      pins,
      {
        ...{ sample: nobody, change: nobody },
        chip: ({ serial }) => unlocked.push(serial),
      },
    );
    t.after(devices.close);
    return devices;
  };
  t.after(() => rmSync(folder, { recursive: true }));
  return { usb, folder, open, devices: open(), unlocked };
};
const until = async (holds: () => boolean, what: string) => {
  for (let tries = 0; !holds(); tries++) {
    assert.ok(tries < 1200, what);
    await delay(25);
  }
};
const untilState = (devices: DeviceSet, state: string, code: ErrorCode | null = null) =>
  until(
    () => devices.chip.view().state === state && (devices.chip.view().failure?.code ?? null) === code,
    `${state} ${code}`,
  );

for (const [name, plugOf] of [
  ['GM/T 0017 token on mass storage', driveOf],
  ['GM/T 0017 token that is its own CCID reader', readerOf],
] as const)
  test(`${name}: its PIN is asked for once, and it signs`, async (t) => {
    const { usb, folder, open, devices, unlocked } = start(t);
    const chip = newChip();
    const pull = usb.plug(plugOf(chip));
    await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
    assert.throws(() => requireChip(devices.chip), { code: 'CHIP_PIN_NEEDED' });
    await assert.rejects(devices.chip.enterPin('000000'), { code: 'CHIP_PIN_WRONG' });
    assert.equal(devices.chip.view().pinTriesLeft, 9);
    assert.throws(() => requireChip(devices.chip), { code: 'CHIP_PIN_WRONG' });
    assert.deepEqual(readdirSync(folder), []);
    await devices.chip.enterPin(realPin);
    assert.equal(devices.chip.view().state, 'ready');
    const opened = requireChip(devices.chip);
    assert.equal(opened.simulated, false);
    const message = new TextEncoder().encode('evidence');
    const signature = await signInChip(opened, message);
    assert.ok(sm2Verify(message, signature, opened.publicKey));
    assert.equal(sm2MessageDigest(message, opened.publicKey).length, 32);

    // Pulled and plugged again, and after a restart of the station, nobody is asked.
    pull();
    await untilState(devices, 'lost');
    assert.throws(() => requireChip(devices.chip), { code: 'CHIP_NOT_CONNECTED' });
    usb.plug(plugOf(chip));
    await untilState(devices, 'ready');
    assert.equal(devices.chip.view().reopenings, 1);
    await devices.close();
    const again = open();
    await untilState(again, 'ready');
    assert.equal(unlocked.length, 3);
    const [file = ''] = readdirSync(folder);
    assert.match(file, /^chip-[0-9a-f]{32}\.pin$/);
    assert.ok(!toHex(readFileSync(join(folder, file))).includes(toHex(new TextEncoder().encode(realPin))));
  });

test('a PIN that was changed elsewhere is tried once, never again by itself', async (t) => {
  const { usb, folder, devices } = start(t);
  const chip = newChip();
  const pull = usb.plug(driveOf(chip));
  await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
  await devices.chip.enterPin(realPin);
  pull();
  await untilState(devices, 'lost');
  await chip.changePin('another');
  usb.plug(driveOf(chip));
  await untilState(devices, 'locked', 'CHIP_PIN_WRONG');
  assert.equal(devices.chip.view().pinTriesLeft, 9);
  await devices.chip.look();
  await delay(1500);
  assert.equal(devices.chip.view().pinTriesLeft, 9);
  assert.deepEqual(readdirSync(folder), []);
  await devices.chip.enterPin('another');
  await untilState(devices, 'ready');
});

test('too many wrong PINs: locked, and the right one does not help', async (t) => {
  const { usb, devices } = start(t);
  usb.plug(driveOf(newChip()));
  await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
  for (let tries = 9; tries > 0; tries--)
    await assert.rejects(devices.chip.enterPin('0'), { code: 'CHIP_PIN_WRONG' }, `${tries}`);
  await assert.rejects(devices.chip.enterPin('0'), { code: 'CHIP_PIN_LOCKED' });
  await assert.rejects(devices.chip.enterPin(realPin), { code: 'CHIP_PIN_LOCKED' });
  assert.deepEqual(devices.chip.view().failure?.code, 'CHIP_PIN_LOCKED');
  assert.throws(() => requireChip(devices.chip), { code: 'CHIP_PIN_LOCKED' });
});

test('pulled out while it signs: named, and nothing was signed', async (t) => {
  const { usb, devices } = start(t);
  const chip = newChip();
  let pull = nobody as () => void;
  const device = driveOf(chip);
  const [drive] = device.interfaces;
  assert.ok(drive);
  let signing = false;
  pull = usb.plug({
    ...device,
    interfaces: [
      {
        ...drive,
        bulk: {
          ...drive.bulk,
          in: (length) => (signing ? new Promise(() => setTimeout(() => pull(), 20)) : drive.bulk.in(length)),
        },
      },
    ],
  });
  await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
  await devices.chip.enterPin(realPin);
  signing = true;
  const opened = requireChip(devices.chip);
  await assert.rejects(signInChip(opened, Uint8Array.of(1)), { code: 'CHIP_NOT_CONNECTED' });
  await untilState(devices, 'lost');
  signing = false;
  usb.plug(driveOf(chip));
  await untilState(devices, 'ready');
});

test('a memory stick is not touched; a token among other parts of one cable is known by its INQUIRY', async (t) => {
  const { usb, devices } = start(t);
  const touched: number[] = [];
  const stick = { out: () => void touched.push(1), in: () => new Promise<Uint8Array>(() => touched.push(2)) };
  const drive = { interfaceClass: massStorageClass, driver: true };
  usb.plug({
    ...{ vendorId: 0x0781, productId: 0x5581, product: 'Ultra', serial: 'S' },
    interfaces: [{ ...drive, bulk: stick, inquiry: { vendor: 'SanDisk', product: 'Ultra' } }],
  });
  await devices.look();
  await devices.look();
  assert.equal(devices.chip.view().state, 'absent');
  const token = chipDrive(newChip().device, 'T1');
  usb.plug({
    ...{ vendorId: 0x256c, productId: 0x006d, product: 'pad', serial: 'P' },
    interfaces: [
      { ...drive, bulk: stick, inquiry: { vendor: 'X', product: 'Y' } },
      { ...drive, bulk: bulkOnlyDevice(token), inquiry: { vendor: 'BEDSIGN', product: 'SIMULATED TOKEN' } },
    ],
  });
  await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
  assert.deepEqual(usb.boundToKernel(), [0, 0], 'the token alone was taken from the kernel');
  await devices.close();
  assert.deepEqual(usb.boundToKernel(), [0, 0, 1], 'and is given back');
  assert.deepEqual(touched, []);
});

test('held by another program: said, and taken as soon as it is free', async (t) => {
  const { usb, devices } = start(t);
  const chip = newChip();
  usb.plug(driveOf(chip));
  await untilState(devices, 'locked', 'CHIP_PIN_NEEDED');
  const second = openDeviceSet(
    realSource(() => 0, createFinders({}, usb.bus)),
    { known: () => null, keep: nobody, forget: nobody },
    { sample: nobody, change: nobody, chip: nobody },
  );
  t.after(second.close);
  await untilState(second, 'absent', 'DEVICE_IN_USE');
  await devices.close();
  await untilState(second, 'locked', 'CHIP_PIN_NEEDED');
});
