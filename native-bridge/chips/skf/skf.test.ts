import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { DriverError } from '@bedsign/drivers';
import fc from 'fast-check';
import { createSkfLibrary } from './chip.ts';
import type { SkfProfile } from './profile.ts';
import { decodeDeviceInfo, decodeNames, decodePublicKey, decodeSignature } from './structures.ts';

let folder = '';
const libraries = { 4: '', 8: '' };
const digest = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const profile = (change: Partial<SkfProfile> = {}): SkfProfile => ({
  library: libraries[4],
  ulongBytes: 4,
  convention: 'cdecl',
  application: 'BEDSIGN',
  container: 'SIGN',
  ...change,
});
const openSkfChip = (of: SkfProfile) => createSkfLibrary(of).open();
const token = (how: 'present' | 'absent' | 'crash' | 'hang') => writeFileSync(join(folder, 'control'), how);

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedsign-skf-'));
  process.env.SKF_STUB_CONTROL = join(folder, 'control');
  const source = new URL('testing/skf-stub.c', import.meta.url).pathname;
  for (const [bytes, type] of [
    [4, 'uint32_t'],
    [8, 'uint64_t'],
  ] as const) {
    libraries[bytes] = join(folder, `skf${bytes}.so`);
    execFileSync('gcc', ['-shared', '-fPIC', '-Wall', '-Werror', `-DULONG=${type}`, '-o', libraries[bytes], source]);
  }
});
beforeEach(() => token('present'));
after(() => {
  delete process.env.SKF_STUB_CONTROL;
  rmSync(folder, { recursive: true });
});

for (const ulongBytes of [4, 8] as const)
  test(`a library with ULONG of ${ulongBytes} bytes: key, PIN, signature and random bytes arrive as it wrote them`, async () => {
    const chip = await openSkfChip(profile({ library: libraries[ulongBytes], ulongBytes }));
    assert.deepEqual([chip.model, chip.serial, chip.simulated, chip.certificate], ['测试', 'STUB0001', false, null]);
    const [x, y] = [0x01, 0x80].map((first) => Array.from({ length: 32 }, (_, i) => first + i));
    assert.deepEqual([...chip.publicKey], [4, ...(x ?? []), ...(y ?? [])]);
    assert.deepEqual(chip.pin, { state: 'unverified', triesLeft: 3 });
    await assert.rejects(chip.signDigest(digest), { code: 'CHIP', detail: 'SKF_ECCSignData: SAR_USER_NOT_LOGGED_IN' });
    await chip.verifyPin('123456');
    assert.deepEqual({ ...chip.pin }, { state: 'verified', triesLeft: 3 });
    assert.deepEqual([...(await chip.signDigest(digest))], [0x30, 68, 2, 32, ...digest, 2, 32, ...digest.toReversed()]);
    assert.deepEqual([...(await chip.random(3))], [1, 8, 15]);
    await chip.close();
    await assert.rejects(chip.signDigest(digest), { code: 'NOT_CONNECTED' });
  });

test('a wrong width of ULONG is refused and said, not taken for a key', async () => {
  await assert.rejects(openSkfChip(profile({ ulongBytes: 8 })), { code: 'PROTOCOL', detail: /ULONG has 4 bytes/ });
  await assert.rejects(openSkfChip(profile({ library: libraries[8] })), {
    code: 'PROTOCOL',
    detail: /ULONG has 8 bytes/,
  });
});

test('no library, one that is none, no token, no such application or container: each by name, and nothing signs instead', async () => {
  await assert.rejects(openSkfChip(profile({ library: join(folder, 'missing.so') })), { code: 'CHIP' });
  await assert.rejects(openSkfChip(profile({ library: '/usr/lib/x86_64-linux-gnu/libm.so.6' })), { code: 'CHIP' });
  await assert.rejects(openSkfChip(profile({ application: 'OTHER' })), {
    code: 'CHIP',
    detail: 'SKF_OpenApplication: SAR_APPLICATION_NOT_EXISTS',
  });
  await assert.rejects(openSkfChip(profile({ container: 'OTHER' })), { code: 'CHIP' });
  token('absent');
  await assert.rejects(openSkfChip(profile()), { code: 'NOT_CONNECTED' });
});

test('wrong PINs count down to a lock that stays', async () => {
  const chip = await openSkfChip(profile());
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_WRONG', detail: '2 tries left' });
  assert.deepEqual({ ...chip.pin }, { state: 'wrong', triesLeft: 2 });
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_WRONG', detail: '1 tries left' });
  await assert.rejects(chip.verifyPin('1'), { code: 'PIN_LOCKED' });
  await assert.rejects(chip.verifyPin('123456'), { code: 'PIN_LOCKED' });
  assert.deepEqual({ ...chip.pin }, { state: 'locked', triesLeft: 0 });
  await assert.rejects(chip.signDigest(digest), { code: 'CHIP' });
  await chip.close();
});

const lostOf = (chip: { onLost(callback: () => void): unknown }) =>
  new Promise<void>((resolve) => chip.onLost(resolve));

test('pulled out while signing, and pulled out while idle: LOST, and told', async () => {
  const signing = await openSkfChip(profile());
  await signing.verifyPin('123456');
  token('absent');
  await assert.rejects(signing.signDigest(digest), { code: 'LOST' });
  await lostOf(signing);
  token('present');
  await assert.rejects(signing.signDigest(digest), { code: 'LOST' });
  const idle = await openSkfChip(profile());
  token('absent');
  await lostOf(idle);
  await assert.rejects(idle.random(1), { code: 'LOST' });
});

test('whoever only looks keeps one process, which the chip then takes over', async () => {
  const library = createSkfLibrary(profile());
  token('absent');
  assert.deepEqual(await library.names(), []);
  assert.deepEqual(await library.names(), []);
  token('present');
  assert.deepEqual(await library.names(), ['STUB token 1']);
  const chip = await library.open();
  assert.equal(chip.serial, 'STUB0001');
  await chip.close();
  token('crash');
  await assert.rejects(library.names(), { code: 'LOST' });
  token('present');
  assert.equal((await library.names()).length, 1);
  library.close();
});

test('a library that crashes takes its process with it and nothing else', async () => {
  const chip = await openSkfChip(profile());
  await chip.verifyPin('123456');
  token('crash');
  await assert.rejects(chip.signDigest(digest), { code: 'LOST' });
  await lostOf(chip);
  await chip.close();
  token('present');
  const again = await openSkfChip(profile());
  await assert.rejects(again.signDigest(digest), { code: 'CHIP' });
  await again.close();
});

test('any bytes: structures give a value or a DriverError', () => {
  const decoders: ((bytes: Uint8Array) => unknown)[] = [
    (bytes) => decodePublicKey(bytes, 4),
    (bytes) => decodePublicKey(bytes, 8),
    decodeSignature,
    decodeDeviceInfo,
    decodeNames,
  ];
  const sized = [132, 136, 128, 294].map((length) => fc.uint8Array({ minLength: length, maxLength: length }));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), ...sized), (bytes) => {
      for (const decode of decoders)
        try {
          decode(bytes);
        } catch (error) {
          assert.ok(error instanceof DriverError, `${error}`);
        }
    }),
    { numRuns: 2000 },
  );
});
