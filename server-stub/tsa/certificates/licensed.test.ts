import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { TsaCertificate, VerificationReport } from '@bedsign/contract';
import {
  type CertificateRequest,
  fromPem,
  generateSigningKey,
  issueCertificate,
  parseCertificate,
  parseTimeStampReply,
  verifyCertificationRequest,
  verifyTimeStampToken,
} from '@bedsign/gm';
import { toPemChain } from '../../ca/index.ts';
import { createBench } from '../../test-kit/test-bench.ts';
import { type Answer, call, login, startDemo, temporaryFolder } from '../../test-kit/test-server.ts';

type Profile = 'sm2' | 'ecdsa';
const algorithms = { sm2: 'sm2', ecdsa: 'ecdsa-p256' } as const;
const day = 24 * 60 * 60 * 1000;
const validity = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + 365 * day) };

/** A licensed CA, as far as we can see it: a root, and a sub-CA that certifies what a request shows. */
const createLicensedCa = async (profile: Profile) => {
  const algorithm = algorithms[profile];
  const [root, sub] = [await generateSigningKey(algorithm), await generateSigningKey(algorithm)];
  const ca = (subject: CertificateRequest['subject'], key: typeof root, issuer: CertificateRequest['issuer']) =>
    issueCertificate({
      ...{ ...validity, subject, issuer, ca: {}, keyUsage: ['keyCertSign'] },
      ...{ publicKey: key.key.publicKey, publicKeyAlgorithm: algorithm },
    });
  const rootName = { C: 'CN', O: '持牌机构', CN: 'Licensed Root' };
  const rootCertificate = await ca(rootName, root, { name: rootName, key: root.key });
  const above = { name: rootName, key: root.key, certificate: rootCertificate };
  const subCertificate = await ca({ C: 'CN', O: '持牌机构', CN: 'Licensed CA' }, sub, above);
  return {
    root: rootCertificate,
    async certify(pem: string): Promise<Uint8Array[]> {
      const [der] = fromPem(pem, 'CERTIFICATE REQUEST');
      const { subject, publicKey } = await verifyCertificationRequest(der ?? new Uint8Array());
      const certificate = await issueCertificate({
        ...{ ...validity, subject, publicKey, publicKeyAlgorithm: algorithm },
        issuer: { name: subject, key: sub.key, certificate: subCertificate },
        ...{ keyUsage: ['digitalSignature', 'nonRepudiation'], extendedKeyUsage: ['timeStamping'] },
      });
      return [certificate, subCertificate, rootCertificate];
    },
  };
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
before(async () => {
  folder = await temporaryFolder();
});
after(() => folder[Symbol.asyncDispose]());

const octets = { 'content-type': 'application/octet-stream' };
const importChain = async (url: string, chain: Uint8Array[]): Promise<Answer> => {
  const token = await login(url, 'admin');
  return call(url, 'importTsaCertificate', { token, bytes: Buffer.from(toPemChain(...chain)), headers: octets });
};

test("a licensed CA's certificate for our own keys: requested, imported, in force at the next start", async () => {
  const licensed = { sm2: await createLicensedCa('sm2'), ecdsa: await createLicensedCa('ecdsa') };
  await using first = await startDemo(folder.path);
  for (const profile of ['sm2', 'ecdsa'] as const) {
    const token = await login(first.url, 'admin');
    const { bytes } = await call(first.url, 'tsaCertificateRequest', { token, params: { profile } });
    const chain = await licensed[profile].certify(Buffer.from(bytes).toString());
    assert.equal((await importChain(first.url, chain.slice(0, 2))).error?.code, 'CERTIFICATE_CHAIN_INCOMPLETE');
    const { status, json } = await importChain(first.url, chain);
    assert.deepEqual([status, (json as TsaCertificate).ownKey], [201, true]);
  }
  await first.close();

  await using second = await startDemo(folder.path);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder.path, stdio: 'pipe' });
  writeFileSync(join(folder.path, 'data'), 'signed bytes');
  writeFileSync(join(folder.path, 'licensed.pem'), toPemChain(licensed.ecdsa.root));
  openssl('ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query');
  const bytes = execFileSync('cat', ['query'], { cwd: folder.path });
  const headers = { 'content-type': 'application/timestamp-query' };
  writeFileSync(join(folder.path, 'reply'), (await call(second.url, 'ecdsaTimeStamp', { bytes, headers })).bytes);
  const verify = (root: string) => openssl('ts', '-verify', '-data', 'data', '-in', 'reply', '-CAfile', root);
  verify('licensed.pem');
  assert.throws(() => verify('trust/ecdsa-root.pem'), 'no longer under our own root');

  // A patient's act: what was made is verified by the server before it is stored, and holds for the reader afterwards.
  const bench = await createBench(second.url, folder.path);
  const task = await bench.openTask();
  const bundle = bench.bundle(task);
  assert.equal((await bench.submit(bundle, bench.seal(bundle))).status, 200);
  const { json } = await call(second.url, 'documentVerification', {
    token: bench.nurse,
    params: { documentId: task.documentId },
  });
  assert.equal((json as VerificationReport).ok, true);
});

test('removed, our own certificate is used again, and what the other had stamped is no longer vouched for', async () => {
  await using third = await startDemo(folder.path);
  const token = await login(third.url, 'admin');
  const listed = (await call(third.url, 'tsaCertificates', { token })).json as TsaCertificate[];
  for (const { fingerprint, imported } of listed)
    if (imported) await call(third.url, 'removeTsaCertificate', { token, params: { fingerprint } });
  await third.close();
  await using fourth = await startDemo(folder.path);
  const headers = { 'content-type': 'application/timestamp-query' };
  const bytes = execFileSync('cat', ['query'], { cwd: folder.path });
  const reply = parseTimeStampReply((await call(fourth.url, 'ecdsaTimeStamp', { bytes, headers })).bytes);
  const digest = execFileSync('openssl', ['dgst', '-sha256', '-binary', 'data'], { cwd: folder.path });
  const anchors = fromPem(Buffer.from((await call(fourth.url, 'ecdsaChain')).bytes).toString());
  const { chain } = await verifyTimeStampToken({
    ...{ token: reply.token, anchors },
    imprint: { algorithm: 'sha256', digest },
  });
  assert.equal(chain[0]?.issuer.CN, parseCertificate(anchors[0] ?? new Uint8Array()).subject.CN);
});
