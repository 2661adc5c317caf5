import assert from 'node:assert/strict';
import { createCipheriv, createECDH, createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { pipesOverCable } from '../../bulk-pipes.ts';
import { ccidDescriptor, maxMessageLength } from '../../ccid/ccid-descriptor.ts';
import { ccidDevice } from '../../ccid/ccid-device.ts';
import { openCcid } from '../../ccid/ccid-host.ts';
import { DriverError } from '../../driver-error.ts';
import { bulkOnlyDevice } from '../../mass-storage/bulk-only-device.ts';
import { scsiOverBulk } from '../../mass-storage/bulk-only-host.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import type { ChipCrypto } from '../chip.ts';
import { decodeCommand, decodeResponse, encodeCommand, ins } from './apdu-codec.ts';
import { openGmt0017Chip } from './device.ts';
import { decodeDeviceInfo } from './device-info.ts';
import { decodeBlob, encodeBlob, signatureFromDer, signatureToDer } from './ecc-codec.ts';
import { apduOverScsi, chipDrive, decodeMessage, encodeMessage } from './mass-storage.ts';
import { decodeMemory } from './memory.ts';
import { memoryStore, simulateChip, simulatedChipPin } from './simulator.ts';

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const jwk = (publicKey: Uint8Array, privateKey?: Uint8Array) => ({
  kty: 'EC',
  crv: 'P-256',
  x: base64url(publicKey.subarray(1, 33)),
  y: base64url(publicKey.subarray(33)),
  ...(privateKey ? { d: base64url(privateKey) } : {}),
});
/** P-256 stands in for SM2: the driver does not care, and OpenSSL can judge it. */
const publicKeyOf = (privateKey: Uint8Array) => {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(privateKey);
  return new Uint8Array(ecdh.getPublicKey());
};
const crypto: ChipCrypto = {
  generateKeyPair() {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const privateKey = new Uint8Array(Buffer.from(ecdh.getPrivateKey('hex').padStart(64, '0'), 'hex'));
    return { privateKey, publicKey: new Uint8Array(ecdh.getPublicKey()) };
  },
  signDigest: (e, privateKey) =>
    new Uint8Array(
      sign('sha256', e, createPrivateKey({ key: jwk(publicKeyOf(privateKey), privateKey), format: 'jwk' })),
    ),
  random: (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)),
  sm4EncryptBlock: (key, block) => {
    const cipher = createCipheriv('sm4-ecb', key, null).setAutoPadding(false);
    return new Uint8Array(Buffer.concat([cipher.update(block), cipher.final()]));
  },
  sha1: async (data) => new Uint8Array(createHash('sha1').update(data).digest()),
};

const digest = new Uint8Array(32).fill(7);
const open = async (store = memoryStore()) => {
  const simulated = simulateChip(crypto, store);
  return { simulated, store, chip: await openGmt0017Chip(await simulated.connect(), crypto) };
};

test('the chip says that it is simulated, and signs what its public key verifies', async () => {
  const { chip } = await open();
  assert.equal(chip.simulated, true);
  assert.match(chip.model, /^SIMULATED/);
  assert.match(chip.serial, /^SIMULATED-[0-9a-f]{16}$/);
  await chip.verifyPin(simulatedChipPin);
  const key = createPublicKey({ key: jwk(chip.publicKey), format: 'jwk' });
  for (let i = 0; i < 20; i++) assert.ok(verify('sha256', digest, key, await chip.signDigest(digest)));
  assert.equal((await chip.random(16)).length, 16);
});

test('without the PIN, after closing, and after unplugging, nothing is signed', async () => {
  const { simulated, chip } = await open();
  await assert.rejects(chip.signDigest(digest), { code: 'CHIP' });
  await chip.verifyPin(simulatedChipPin);
  await chip.signDigest(digest);
  await chip.close();
  await assert.rejects(chip.signDigest(digest), { code: 'NOT_CONNECTED' });
  const again = await openGmt0017Chip(await simulated.connect(), crypto);
  await assert.rejects(again.signDigest(digest), { code: 'CHIP' });
  await again.verifyPin(simulatedChipPin);
  simulated.unplug();
  simulated.plug();
  await assert.rejects(again.signDigest(digest), { code: 'LOST' });
  const replugged = await openGmt0017Chip(await simulated.connect(), crypto);
  await assert.rejects(replugged.signDigest(digest), { code: 'CHIP' });
});

test('removed while signing: LOST, and told so', async () => {
  const { simulated, chip } = await open();
  await chip.verifyPin(simulatedChipPin);
  let lost = 0;
  chip.onLost(() => lost++);
  const signing = chip.signDigest(digest);
  queueMicrotask(() => simulated.unplug());
  await assert.rejects(signing, { code: 'LOST' });
  assert.equal(lost, 1);
  await assert.rejects(simulated.connect(), { code: 'NOT_CONNECTED' });
});

test('ten wrong PINs lock the chip for good, across restarts and parallel connections', async () => {
  const { store, chip, simulated } = await open();
  const other = await openGmt0017Chip(await simulated.connect(), crypto);
  for (let left = 9; left >= 1; left--)
    await assert.rejects((left % 2 ? chip : other).verifyPin('000000'), {
      code: 'PIN_WRONG',
      detail: `${left} tries left`,
    });
  await assert.rejects(chip.verifyPin('000000'), { code: 'PIN_LOCKED' });
  await assert.rejects(chip.verifyPin(simulatedChipPin), { code: 'PIN_LOCKED' });
  const restarted = await open(store);
  await assert.rejects(restarted.chip.verifyPin(simulatedChipPin), { code: 'PIN_LOCKED' });
  await assert.rejects(restarted.chip.signDigest(digest), { code: 'CHIP' });
});

test('a right PIN restores the tries; a wrong one afterwards ends the permission to sign', async () => {
  const { store, chip } = await open();
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_WRONG', detail: '9 tries left' });
  await chip.verifyPin(simulatedChipPin);
  assert.equal(decodeMemory(store.load() ?? new Uint8Array()).triesLeft, 10);
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_WRONG', detail: '9 tries left' });
  await assert.rejects(chip.signDigest(digest), { code: 'CHIP' });
});

test('the state of the PIN: what the chip said last', async () => {
  const { chip } = await open();
  const state = () => ({ ...chip.pin });
  assert.deepEqual(state(), { state: 'unverified', triesLeft: null });
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_WRONG' });
  assert.deepEqual(state(), { state: 'wrong', triesLeft: 9 });
  await chip.verifyPin(simulatedChipPin);
  assert.equal(state().state, 'verified');
  for (let i = 0; i < 10; i++) await assert.rejects(chip.verifyPin('1'));
  assert.deepEqual(state(), { state: 'locked', triesLeft: 0 });
});

/** The chip behind each of the two kinds of USB interface, and what pulls it out. */
const overUsb = {
  'mass storage': async () => {
    const simulated = simulateChip(crypto, memoryStore());
    const drive = chipDrive(simulated.device, 'T1');
    const port = createSimulatedPort('token', drive.powerLoss);
    const pipes = pipesOverCable(bulkOnlyDevice(drive), port.connect());
    return { transport: apduOverScsi(scsiOverBulk(pipes)), port };
  },
  CCID: async () => {
    const simulated = simulateChip(crypto, memoryStore());
    const port = createSimulatedPort('token', simulated.device.reset);
    const pipes = pipesOverCable(ccidDevice(simulated.device), port.connect());
    return { transport: await openCcid(pipes, maxMessageLength), port };
  },
};

for (const [name, connect] of Object.entries(overUsb))
  test(`over ${name}: opened, PIN shown, signed, random; wrong PIN and pulled out while signing are named`, async () => {
    const { transport, port } = await connect();
    const chip = await openGmt0017Chip(transport, crypto);
    await assert.rejects(chip.signDigest(digest), { code: 'CHIP' });
    await assert.rejects(chip.verifyPin('0'), { code: 'PIN_WRONG', detail: '9 tries left' });
    await chip.verifyPin(simulatedChipPin);
    const key = createPublicKey({ key: jwk(chip.publicKey), format: 'jwk' });
    assert.ok(verify('sha256', digest, key, await chip.signDigest(digest)));
    assert.equal((await chip.random(256)).length, 256);
    let lost = 0;
    chip.onLost(() => lost++);
    const signing = chip.signDigest(digest);
    queueMicrotask(port.unplug);
    await assert.rejects(signing, { code: 'LOST' });
    await assert.rejects(chip.signDigest(digest), { code: 'LOST' });
    assert.equal(lost, 1);
  });

test('a drive that is no token, and a message that is cut short, are refused', async () => {
  const port = createSimulatedPort('drive', () => undefined);
  const drive = chipDrive({ answer: async () => undefined, reset: () => undefined }, 'T');
  const transport = apduOverScsi(scsiOverBulk(pipesOverCable(bulkOnlyDevice(drive), port.connect())));
  await assert.rejects(transport.transmit(Uint8Array.of(1)), { code: 'PROTOCOL' });
  assert.equal(Buffer.from(encodeMessage(Uint8Array.of(0x90, 0))).toString('hex'), '1200029000');
  for (const bytes of [[], [0x12], [0x12, 0, 3, 1, 2], [0x13, 0, 0]])
    assert.throws(() => decodeMessage(Uint8Array.from(bytes)), { code: 'PROTOCOL' });
});

test('over CCID, APDUs and answers longer than a message go in chains; a card taken out is named', async () => {
  const echo = { answer: async (apdu: Uint8Array) => Uint8Array.of(...apdu, 0x90, 0x00), reset: () => undefined };
  const port = createSimulatedPort('reader', () => undefined);
  const reader = ccidDevice(echo);
  const card = await openCcid(pipesOverCable(reader, port.connect()), maxMessageLength);
  assert.equal(ccidDescriptor().length, 54);
  assert.deepEqual([...card.atr.subarray(0, 2)], [0x3b, 0x80]);
  for (const length of [1, 259, 260, 261, 262, 522, 523, 5000]) {
    const apdu = Uint8Array.from({ length }, (_, i) => i);
    assert.deepEqual(await card.transmit(apdu), Uint8Array.of(...apdu, 0x90, 0x00));
  }
  reader.card(false);
  await assert.rejects(card.transmit(Uint8Array.of(1)), { code: 'LOST' });
  await card.close();
  await assert.rejects(openCcid(pipesOverCable(reader, port.connect()), maxMessageLength), { code: 'NOT_CONNECTED' });
});

test('a recorded PIN proof cannot be replayed', async () => {
  const simulated = simulateChip(crypto, memoryStore());
  const transport = await simulated.connect();
  const sent: Uint8Array[] = [];
  const chip = await openGmt0017Chip(
    {
      ...transport,
      transmit(apdu) {
        sent.push(apdu);
        return transport.transmit(apdu);
      },
    },
    crypto,
  );
  await chip.verifyPin(simulatedChipPin);
  const proof = sent.at(-1) ?? new Uint8Array();
  assert.equal(proof[1], ins.verifyPin);
  assert.equal(decodeResponse(await transport.transmit(proof)).sw, 0x6985);
});

test('the key survives a restart; a damaged memory is a dead chip, not a new key', async () => {
  const first = await open();
  const second = await open(first.store);
  assert.deepEqual(second.chip.publicKey, first.chip.publicKey);
  assert.equal(second.chip.serial, first.chip.serial);
  first.store.save(new Uint8Array(40));
  const dead = simulateChip(crypto, first.store);
  await assert.rejects(dead.connect(), { code: 'CHIP' });
  await assert.rejects(dead.connect(), { code: 'CHIP' });
  assert.equal(first.store.load()?.length, 40);
});

test('no command gives the private key out', async () => {
  const { store, simulated, chip } = await open();
  await chip.verifyPin(simulatedChipPin);
  const { privateKey } = decodeMemory(store.load() ?? new Uint8Array());
  const secret = Buffer.from(privateKey).toString('hex');
  const transport = await simulated.connect();
  const data = [new Uint8Array(), Uint8Array.of(0, 1), Uint8Array.of(0, 1, 0, 1), new Uint8Array(36).fill(1)];
  const commands = Array.from({ length: 256 }, (_, code) => code)
    .filter((code) => code !== ins.verifyPin)
    .flatMap((code) => [0, 1, 2].flatMap((p1) => data.map((data) => ({ ins: code, p1, p2: 0, data, le: 256 }))));
  const answers = await Promise.all(commands.map((command) => transport.transmit(encodeCommand(command))));
  assert.equal(answers.length, 3060);
  for (const answer of answers) assert.ok(!Buffer.from(answer).toString('hex').includes(secret));
});

test('another application or container is refused by name', async () => {
  const simulated = simulateChip(crypto, memoryStore());
  for (const layout of [
    { application: 'OTHER', container: 'SIGN' },
    { application: 'BEDSIGN', container: 'OTHER' },
  ])
    await assert.rejects(openGmt0017Chip(await simulated.connect(), crypto, layout), { code: 'CHIP' });
});

test('APDU golden bytes', () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  assert.equal(hex(encodeCommand({ ins: 0x50, p1: 0, p2: 0, data: new Uint8Array(), le: 8 })), '80500000000008');
  assert.equal(
    hex(encodeCommand({ ins: 0x42, p1: 0, p2: 0, data: Uint8Array.of(0, 1, 0x53), le: 2 })),
    '804200000000030001530002',
  );
});

test('any bytes: every decoder gives a value or a DriverError, and the chip always answers', async () => {
  const decoders = [decodeCommand, decodeResponse, decodeDeviceInfo, decodeBlob, signatureFromDer, decodeMemory];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 320 }), (bytes) => {
      for (const decode of decoders)
        try {
          decode(bytes);
        } catch (error) {
          assert.ok(error instanceof DriverError, `${decode.name}: ${error}`);
        }
    }),
    { numRuns: 3000 },
  );
  const transport = await simulateChip(crypto, memoryStore()).connect();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (apdu) => {
      assert.notEqual(decodeResponse(await transport.transmit(apdu)).sw, 0x9000);
    }),
    { numRuns: 200 },
  );
});

test('DER signatures go there and back, also with leading zeros; a zero half is refused', () => {
  const number = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((bytes) => bytes.some((byte) => byte !== 0));
  const small = number.map((bytes) => bytes.fill(0, 0, 30)).filter((bytes) => bytes.some((byte) => byte !== 0));
  fc.assert(
    fc.property(fc.oneof(number, small), number, (r, s) => {
      assert.deepEqual(signatureFromDer(signatureToDer(r, s)), [r, s]);
      assert.deepEqual(decodeBlob(encodeBlob(r, s)), [r, s]);
    }),
  );
  assert.throws(() => signatureToDer(new Uint8Array(32), new Uint8Array(32).fill(1)), { code: 'CHIP' });
});
