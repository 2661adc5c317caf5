import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fromPem } from '@bedsign/gm';
import { temporaryFolder } from '../../test-kit/test-server.ts';
import { readTsaChain } from './read-chain.ts';

/** Certificates that OpenSSL makes, as another authority would send them. */
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder.path, stdio: 'pipe' });
const pemOf = (name: string) => readFileSync(join(folder.path, `${name}.pem`), 'utf8');
const file = (...names: string[]) => Buffer.from(names.map(pemOf).join(''));

type Made = { ca?: boolean; usage?: string; issuer?: string; rsa?: boolean; days?: string };
const make = (name: string, { ca = false, usage, issuer, rsa = false, days = '30' }: Made) => {
  const extensions = [
    `basicConstraints=critical,CA:${ca ? 'TRUE' : 'FALSE'}`,
    `keyUsage=critical,${ca ? 'keyCertSign,cRLSign' : 'digitalSignature'}`,
    ...(usage ? [`extendedKeyUsage=${usage}`] : []),
  ];
  writeFileSync(join(folder.path, 'extensions'), `${extensions.join('\n')}\n`);
  writeFileSync(join(folder.path, 'config'), '[req]\ndistinguished_name=name\n[name]\n');
  const key = rsa ? ['rsa:2048'] : ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
  const request = ['-config', 'config', '-nodes', '-subj', `/C=CN/O=Other/CN=${name}`, '-keyout', `${name}.key`];
  openssl('req', '-new', '-newkey', ...key, ...request, '-out', 'request');
  const signer = issuer
    ? ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
    : ['-signkey', `${name}.key`];
  const options = ['-extfile', 'extensions', '-days', days, '-sha256', '-out', `${name}.pem`];
  openssl('x509', '-req', '-in', 'request', ...signer, ...options);
};
const stamps = 'critical,timeStamping';

before(async () => {
  folder = await temporaryFolder();
  make('root', { ca: true });
  make('issuing', { ca: true, issuer: 'root' });
  make('stranger', { ca: true });
  make('tsa', { usage: stamps, issuer: 'issuing' });
  make('alone', { usage: stamps });
  make('lenient', { usage: 'timeStamping', issuer: 'issuing' });
  make('both', { usage: 'critical,timeStamping,emailProtection', issuer: 'issuing' });
  make('without', { issuer: 'issuing' });
  make('rsa', { usage: stamps, rsa: true });
});
after(() => folder[Symbol.asyncDispose]());

const now = () => new Date();
const day = 24 * 60 * 60 * 1000;
const namesIn = async (bytes: Uint8Array) => (await readTsaChain(bytes, now())).map(({ subject }) => subject.CN);

test('a chain is read in whatever order the file has it, the certificate itself first', async () => {
  assert.deepEqual(await namesIn(file('tsa', 'issuing', 'root')), ['tsa', 'issuing', 'root']);
  assert.deepEqual(await namesIn(file('root', 'tsa', 'issuing')), ['tsa', 'issuing', 'root']);
  assert.deepEqual(await namesIn(file('tsa', 'issuing')), ['tsa', 'issuing']);
  assert.deepEqual(await namesIn(file('tsa')), ['tsa']);
  assert.deepEqual(await namesIn(file('alone')), ['alone']);
  assert.deepEqual(await namesIn(Buffer.from(`Bag Attributes\r\n${pemOf('tsa').replaceAll('\n', '\r\n')}`)), ['tsa']);
  assert.deepEqual(await namesIn(fromPem(pemOf('tsa'))[0] ?? Buffer.alloc(0)), ['tsa']);
});

const refused = (bytes: () => Uint8Array, code: string, at = now) =>
  assert.rejects(readTsaChain(bytes(), at()), { code });

test('what is not a time-stamp certificate is named', async () => {
  for (const name of ['root', 'lenient', 'both', 'without'])
    await refused(() => file(name), 'CERTIFICATE_NOT_FOR_TIME_STAMPS');
  await refused(() => file('lenient', 'issuing', 'root'), 'CERTIFICATE_NOT_FOR_TIME_STAMPS');
});

test('an expired and a future certificate, a chain that does not hold', async () => {
  await refused(
    () => file('tsa', 'issuing', 'root'),
    'CERTIFICATE_EXPIRED',
    () => new Date(Date.now() + 31 * day),
  );
  await refused(
    () => file('tsa'),
    'CERTIFICATE_INVALID',
    () => new Date(Date.now() - day),
  );
  await refused(() => file('tsa', 'stranger'), 'CERTIFICATE_INVALID');
  await refused(() => file('tsa', 'root'), 'CERTIFICATE_INVALID');
});

test('a file without one certificate to read', async () => {
  const der = fromPem(pemOf('tsa'))[0] ?? Buffer.alloc(0);
  await refused(() => file('rsa'), 'CERTIFICATE_ALGORITHM_UNSUPPORTED');
  await refused(() => file('tsa', 'alone'), 'CERTIFICATE_UNREADABLE');
  const unreadable = ['', '\0', '%PDF', '-----BEGIN CERTIFICATE-----\n', pemOf('tsa').replace('M', '*')];
  for (const text of unreadable) await refused(() => Buffer.from(text), 'CERTIFICATE_UNREADABLE');
  await refused(() => Buffer.concat([der, Buffer.from([0])]), 'CERTIFICATE_UNREADABLE');
  await refused(() => der.subarray(0, -1), 'CERTIFICATE_UNREADABLE');
});
