import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pipesOverCable } from '../bulk-pipes.ts';
import { DriverError } from '../driver-error.ts';
import { createSimulatedPort } from '../simulated-port.ts';
import {
  decodeCommandWrapper,
  decodeStatusWrapper,
  encodeCommandWrapper,
  encodeStatusWrapper,
} from './bulk-only-codec.ts';
import { bulkOnlyDevice } from './bulk-only-device.ts';
import { scsiOverBulk } from './bulk-only-host.ts';
import type { ScsiDeviceSide } from './scsi-transport.ts';
import { answerStandardCommand, inquire } from './standard-commands.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Keeps what it is sent under opcode C1 and gives it out under C0; refuses everything else that is not standard. */
const keeper = (): ScsiDeviceSide => {
  let kept = new Uint8Array();
  return {
    ...{ vendorId: 1, productId: 2, manufacturer: 'T', product: 'keeper', serial: '1' },
    async command(command, data) {
      if (command[0] === 0xc1) kept = data.slice();
      if (command[0] === 0xc1) return new Uint8Array();
      if (command[0] === 0xc0) return kept;
      return answerStandardCommand(command, { vendor: 'BEDSIGN', product: 'Keeper', revision: '1' });
    },
    powerLoss: () => undefined,
  };
};
const connect = () => {
  const port = createSimulatedPort('keeper', () => undefined);
  return { port, transport: scsiOverBulk(pipesOverCable(bulkOnlyDevice(keeper()), port.connect())) };
};

test('wrappers byte by byte', () => {
  const command = Uint8Array.of(0x86, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  assert.equal(
    hex(encodeCommandWrapper({ tag: 0x8669fab0, length: 12, toHost: false, command })),
    '55534243b0fa69860c00000000000a8600000000000000000000000000000000'.slice(0, 62),
  );
  assert.equal(hex(encodeStatusWrapper({ tag: 1, residue: 2, status: 1 })), '55534253010000000200000001');
});

test('what is written is read back; refusals are refusals, and the next command goes on', async () => {
  const { transport } = connect();
  const write = Uint8Array.of(0xc1);
  const read = Uint8Array.of(0xc0);
  for (const length of [1, 12, 13, 512, 70_000]) {
    const data = Uint8Array.from({ length }, (_, i) => i);
    await transport.write(write, data);
    assert.deepEqual(await transport.read(read, length), data);
    await assert.rejects(transport.read(Uint8Array.of(0xee), 64), { code: 'PROTOCOL' });
    await assert.rejects(transport.write(Uint8Array.of(0xee), data), { code: 'PROTOCOL' });
    await assert.rejects(transport.write(Uint8Array.of(0), new Uint8Array()), { code: 'PROTOCOL' });
  }
  await transport.write(write, Uint8Array.of(1, 2, 3));
  assert.deepEqual([...(await transport.read(read, 64))], [1, 2, 3]);
  assert.deepEqual(await inquire(transport), { vendor: 'BEDSIGN', product: 'Keeper', revision: '1' });
});

test('pulled out while the host waits: LOST', async () => {
  const port = createSimulatedPort('silent', () => undefined);
  const silent = { ...keeper(), command: () => new Promise<undefined>(() => undefined) };
  const transport = scsiOverBulk(pipesOverCable(bulkOnlyDevice(silent), port.connect()));
  const reading = transport.read(Uint8Array.of(0xc0), 10);
  setTimeout(port.unplug, 1);
  await assert.rejects(reading, { code: 'LOST' });
  await assert.rejects(transport.read(Uint8Array.of(0xc0), 10), { code: 'LOST' });
});

test('any bytes: a wrapper or a DriverError, and the device does not stumble', async () => {
  const device = bulkOnlyDevice(keeper());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      for (const decode of [decodeCommandWrapper, decodeStatusWrapper])
        try {
          decode(bytes);
        } catch (error) {
          assert.ok(error instanceof DriverError);
        }
      device.out(bytes);
    }),
    { numRuns: 3000 },
  );
  device.out(encodeCommandWrapper({ tag: 7, length: 36, toHost: true, command: Uint8Array.of(0x12, 0, 0, 0, 36, 0) }));
  assert.equal((await device.in(36)).length, 36);
  assert.deepEqual(decodeStatusWrapper(await device.in(13)), { tag: 7, residue: 0, status: 0 });
});
