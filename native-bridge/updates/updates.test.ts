import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type SignedUpdateFeed, toHex, type UpdateFeed, type UpdatePackage } from '@bedsign/contract';
import { generateSigningKey, issueCertificate, type SigningAlgorithm, signDetached, sm3, toPem } from '@bedsign/gm';
import { createServerTrust } from '../server-client/trust.ts';
import { dpkg } from './dpkg.ts';
import { findUpdate } from './find-update.ts';
import { installUpdate } from './install-update.ts';
import { lookForUpdate } from './look-for-update.ts';
import { parseUpdateOptions } from './options.ts';
import { readFeed } from './read-feed.ts';
import { stationsRun } from './running-stations.ts';

const day = 24 * 60 * 60 * 1000;
const now = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'bedsign-updates-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));

type Usage = 'codeSigning' | 'timeStamping' | undefined;

/** A root that has certified one key for this usage. */
const authority = async (usage: Usage, algorithm: SigningAlgorithm = 'sm2', life = day) => {
  const [root, leaf] = [await generateSigningKey(algorithm), await generateSigningKey(algorithm)];
  const validity = { notBefore: new Date(now - 2 * day), notAfter: new Date(now + life) };
  const name = { CN: 'Root' };
  const rootCertificate = await issueCertificate({
    ...{ ...validity, notAfter: new Date(now + day), subject: name, issuer: { name, key: root.key } },
    ...{ publicKey: root.key.publicKey, publicKeyAlgorithm: algorithm },
    ...{ ca: { pathLength: 1 }, keyUsage: ['keyCertSign'] },
  });
  const certificate = await issueCertificate({
    ...{ ...validity, subject: { CN: 'Updates' } },
    issuer: { name, key: root.key, certificate: rootCertificate },
    ...{ publicKey: leaf.key.publicKey, publicKeyAlgorithm: algorithm, keyUsage: ['digitalSignature'] },
    ...(usage ? { extendedKeyUsage: [usage] } : {}),
  });
  return { rootCertificate, certificate, key: leaf.key };
};
type Signer = Awaited<ReturnType<typeof authority>>;

const sign = async ({ key, certificate }: Signer, content: unknown): Promise<SignedUpdateFeed> => {
  const feed = JSON.stringify(content);
  const signature = await signDetached({ content: Buffer.from(feed), key, certificate, chain: [] });
  return { feed, signature: Buffer.from(signature).toString('base64') };
};
const trustIn = ({ rootCertificate }: Signer) => {
  const file = join(mkdtempSync(join(folder, 'trust-')), 'root.pem');
  writeFileSync(file, toPem('CERTIFICATE', rootCertificate));
  const unreachable = async () => assert.fail('nobody is asked for a root');
  return createServerTrust({ info: unreachable, sm2Chain: unreachable }, folder, file);
};

const described = (file: string, bytes: Uint8Array): UpdatePackage => ({
  ...{ file, size: bytes.length, sm3: toHex(sm3(bytes)) },
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
const feedOf = (...packages: UpdatePackage[]): UpdateFeed => ({
  format: 'bedsign-update-feed 1',
  publishedAt: now,
  expiresAt: now + day,
  packages,
});
const content = feedOf(described('bedsign-station_0.2.0_amd64.deb', Buffer.from('package')));

let ours: Signer;
before(async () => {
  ours = await authority('codeSigning');
});
const read = async (signed: SignedUpdateFeed, { seen = 0, at = now } = {}) =>
  readFeed(signed, { trust: trustIn(ours), seen, now: at });

test('a list that the root vouches for is read', async () => {
  assert.deepEqual(await read(await sign(ours, content)), content);
});

test('an unknown key, and known keys that are not for updates: UPDATE_SIGNER_UNKNOWN', async () => {
  const stranger = await authority('codeSigning');
  await assert.rejects(read(await sign(stranger, content)), { code: 'UPDATE_SIGNER_UNKNOWN' });
  // Under the very root that the station trusts, but certified for something else, or nothing.
  for (const usage of ['timeStamping', undefined] as const) {
    const other = await authority(usage);
    const look = readFeed(await sign(other, content), { trust: trustIn(other), seen: 0, now });
    await assert.rejects(look, { code: 'UPDATE_SIGNER_UNKNOWN' }, String(usage));
  }
  const expired = await authority('codeSigning', 'sm2', -day);
  const look = readFeed(await sign(expired, content), { trust: trustIn(expired), seen: 0, now });
  await assert.rejects(look, { code: 'UPDATE_SIGNER_UNKNOWN' });
});

test('a signature over other bytes, or by another algorithm: UPDATE_SIGNATURE_INVALID', async () => {
  const signed = await sign(ours, content);
  const changed = signed.feed.replace('0.2.0', '0.3.0');
  assert.notEqual(changed, signed.feed);
  await assert.rejects(read({ ...signed, feed: changed }), { code: 'UPDATE_SIGNATURE_INVALID' });
  await assert.rejects(read({ ...signed, feed: `${signed.feed} ` }), { code: 'UPDATE_SIGNATURE_INVALID' });
  const bytes = Buffer.from(signed.signature, 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await assert.rejects(read({ ...signed, signature: bytes.toString('base64') }), { code: 'UPDATE_SIGNATURE_INVALID' });
  const ecdsa = await authority('codeSigning', 'ecdsa-p256');
  const look = readFeed(await sign(ecdsa, content), { trust: trustIn(ecdsa), seen: 0, now });
  await assert.rejects(look, { code: 'UPDATE_SIGNATURE_INVALID' });
});

test('what is no signature or no list: UPDATE_FEED_UNREADABLE', async () => {
  const signed = await sign(ours, content);
  for (const signature of ['', 'AAAA', signed.signature.slice(0, 200)])
    await assert.rejects(read({ ...signed, signature }), { code: 'UPDATE_FEED_UNREADABLE' }, signature);
  const escaping = { ...content, packages: [{ ...content.packages[0], file: '../../etc/passwd' }] };
  for (const other of [7, {}, { ...content, format: 'another' }, { ...content, extra: 1 }, escaping])
    await assert.rejects(read(await sign(ours, other)), { code: 'UPDATE_FEED_UNREADABLE' });
});

test('expired: UPDATE_FEED_EXPIRED; older than one seen before: UPDATE_ROLLBACK', async () => {
  const signed = await sign(ours, content);
  await assert.rejects(read(signed, { at: now + day + 1 }), { code: 'UPDATE_FEED_EXPIRED' });
  await assert.rejects(read(signed, { seen: now + 1 }), { code: 'UPDATE_ROLLBACK' });
  assert.deepEqual(await read(signed, { seen: now }), content);
});

test('a list once accepted is remembered: an older one, rightly signed, is refused from then on', async () => {
  const seenFile = join(folder, 'seen.json');
  const installed = { product: 'bedsign-station', machine: 'amd64', format: 'deb' } as const;
  const look = async (feed: UpdateFeed) => {
    const signed = await sign(ours, feed);
    return lookForUpdate({
      ...{ server: { updateFeed: async () => signed }, trust: trustIn(ours), seenFile, installed, version: '0.1.0' },
    });
  };
  assert.equal((await look(content))?.name.version, '0.2.0');
  await assert.rejects(look({ ...content, publishedAt: now - 1 }), { code: 'UPDATE_ROLLBACK' });
  assert.equal((await look(content))?.name.version, '0.2.0');
});

test('only a newer version of this product for this machine counts', () => {
  const bytes = Buffer.from('x');
  const names = ['bedsign_9.0.0_amd64.deb', 'bedsign-station_9.0.0_arm64.deb', 'bedsign-station_9.0.0_x64.msi'];
  const feed = feedOf(...[...names, 'bedsign-station_0.2.0_amd64.deb'].map((file) => described(file, bytes)));
  const here = { product: 'bedsign-station', machine: 'amd64', format: 'deb' } as const;
  assert.equal(findUpdate(feed, here, '0.1.9')?.name.version, '0.2.0');
  assert.equal(findUpdate(feed, here, '0.2.0'), null);
  assert.equal(findUpdate(feed, here, '0.10.0'), null);
});

/** A deb that says this of itself. */
const deb = (version: string, name = 'bedsign-station'): Buffer => {
  const tree = mkdtempSync(join(folder, 'deb-'));
  mkdirSync(join(tree, 'DEBIAN'));
  const control = `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nMaintainer: t <t@t.invalid>\nDescription: t\n`;
  writeFileSync(join(tree, 'DEBIAN/control'), control);
  return execFileSync('sh', ['-c', 'dpkg-deb -Zgzip --build "$0" "$0.deb" >/dev/null && cat "$0.deb"', tree]);
};
const install = async (listed: UpdatePackage, sent: Uint8Array, installed = '0.1.0') => {
  const done: string[] = [];
  const update = findUpdate(feedOf(listed), { product: 'bedsign-station', machine: 'amd64', format: 'deb' }, '0.1.0');
  assert.ok(update);
  const packages = mkdtempSync(join(folder, 'packages-'));
  const fake = { ...dpkg, installedVersion: () => installed, install: (file: string) => void done.push(file) };
  try {
    await installUpdate(update, { server: { updatePackage: async () => sent }, dpkg: fake, folder: packages });
  } finally {
    assert.deepEqual(readdirSync(packages), [], 'no file is left');
  }
  return done;
};
const skip = existsSync('/usr/bin/dpkg-deb') ? false : 'needs dpkg';

test('the package that was listed is installed, and no other', { skip }, async () => {
  const good = deb('0.2.0');
  const listed = described('bedsign-station_0.2.0_amd64.deb', good);
  assert.equal((await install(listed, good)).length, 1);
  const changed = Buffer.from(good);
  changed[100] = (changed[100] ?? 0) ^ 1;
  await assert.rejects(install(listed, changed), { code: 'UPDATE_FILE_CHANGED' });
  await assert.rejects(install(listed, good.subarray(1)), { code: 'UPDATE_FILE_CHANGED' });
  const otherHash = { ...listed, sm3: '0'.repeat(64) };
  await assert.rejects(install(otherHash, good), { code: 'UPDATE_FILE_CHANGED' }, 'SM3 is looked at too');
});

test('a file whose own words differ from its name, or that is older than what is there: refused', {
  skip,
}, async () => {
  const file = 'bedsign-station_0.2.0_amd64.deb';
  for (const other of [deb('0.0.1'), deb('0.2.0', 'sudo')])
    await assert.rejects(install(described(file, other), other), { code: 'UPDATE_FILE_CHANGED' });
  const good = deb('0.2.0');
  await assert.rejects(install(described(file, good), good, '0.3.0'), { code: 'UPDATE_ROLLBACK' });
  const noDeb = Buffer.from('no deb');
  await assert.rejects(install(described(file, noDeb), noDeb), { code: 'UPDATE_FAILED' });
});

test('a station that runs as a user is seen; root, and other programs, are not', (t) => {
  const proc = mkdtempSync(join(tmpdir(), 'bedsign-proc-'));
  t.after(() => rmSync(proc, { recursive: true, force: true }));
  mkdirSync(join(proc, '17'));
  symlinkSync('/opt/bedsign-station/bin/node', join(proc, '17', 'exe'));
  const mine = process.getuid?.() === 0;
  assert.equal(stationsRun('/opt/bedsign-station/bin/node', proc), !mine);
  if (mine) execFileSync('chown', ['65534', join(proc, '17')]);
  assert.equal(stationsRun('/opt/bedsign-station/bin/node', proc), true);
  assert.equal(stationsRun('/usr/bin/node', proc), false);
});

test('without a pinned root nobody is believed', () => {
  const args = ['--server', 'https://s', '--credential', 'c', '--folder', 'f'];
  assert.throws(() => parseUpdateOptions(args), { code: 'TRUST_ANCHOR_MISSING' });
  assert.equal(parseUpdateOptions([...args, '--trust', 'r']).install, false);
});
