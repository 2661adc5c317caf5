import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { encodeInteger, encodeOid, encodeTlv, readAll, readSingle, tag } from '../asn1/der.ts';
import { oid } from '../asn1/oids.ts';
import { concat, toHex } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { bouncyCastle } from '../judge/bouncy-castle.ts';
import { demoAuthority, issueTo, notAfter, notBefore } from '../judge/demo-authority.ts';
import { opensslVerifySm2 } from '../judge/openssl.ts';
import { run, withFiles } from '../judge/run.ts';
import { fromPem } from '../keys/from-pem.ts';
import { toPem } from '../keys/to-pem.ts';
import { verifyChain } from '../x509/chain.ts';
import { parseCertificate } from '../x509/parse.ts';
import { checkRevocation } from '../x509/revocation.ts';
import { issueCrl } from './issue.ts';
import { type Crl, parseCrl } from './parse.ts';
import type { Revocation, RevocationReason } from './reason.ts';
import { verifyCrl } from './verify.ts';

type Demo = Awaited<ReturnType<typeof demoAuthority>>;
const demos = new Map<string, Demo>();
before(async () => {
  for (const algorithm of ['sm2', 'ecdsa-p256'] as const) demos.set(algorithm, await demoAuthority(algorithm));
});
function demoOf(algorithm: 'sm2' | 'ecdsa-p256' = 'sm2'): Demo {
  const demo = demos.get(algorithm);
  assert(demo);
  return demo;
}

const hour = 3_600_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const after = (hours: number) => new Date(now.getTime() + hours * hour);
const serialOf = (certificate: Uint8Array) => parseCertificate(certificate).serialNumber;
const rejects =
  (code: GmErrorCode, text = /./) =>
  (error: unknown) =>
    error instanceof GmError && error.code === code && text.test(error.message);

type Overrides = Partial<Parameters<typeof issueCrl>[0]>;
const issue = (issuer: Demo['root'], revoked: readonly Revocation[], overrides: Overrides = {}) =>
  issueCrl({ issuer, number: 7n, thisUpdate: now, nextUpdate: after(24), revoked, ...overrides });

const entries: Revocation[] = [
  { serialNumber: '01', revocationDate: now },
  { serialNumber: '00ff', revocationDate: after(-1), reason: 'keyCompromise', invalidityDate: after(-5) },
  { serialNumber: '7f'.repeat(20), revocationDate: new Date('2055-01-01T00:00:00Z'), reason: 'certificateHold' },
];

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm}: BouncyCastle and OpenSSL read our CRL as it was meant`, async () => {
    const { root, issuing } = demoOf(algorithm);
    const der = await issue(root, entries);
    const verdict = await bouncyCastle('crl', der, root.certificate);
    assert(verdict.ok, verdict.text);
    const instant = (date: Date) => date.toISOString().replace('.000', '');
    const listed = `OK crl 7 1,${instant(now)},- ff,${instant(after(-1))},1 ${'7f'.repeat(20)},2055-01-01T00:00:00Z,6`;
    assert(verdict.text.includes(listed), verdict.text);
    assert(!(await bouncyCastle('crl', der, issuing.certificate)).ok, 'the judge can say no');

    const { text } = await withFiles([der], ([file = '']) =>
      run('openssl', ['crl', '-inform', 'DER', '-in', file, '-noout', '-text']),
    );
    for (const line of [
      /Version 2/,
      /X509v3 CRL Number: \s*7/,
      /Key Compromise/,
      /Certificate Hold/,
      /Invalidity Date/,
    ]) {
      assert.match(text, line);
    }
    const crl = parseCrl(der);
    await verifyCrl(crl, root.certificate);
    assert.deepEqual([...crl.revoked.values()], entries);
    assert.deepEqual([crl.number, crl.thisUpdate, crl.nextUpdate], [7n, now, after(24)]);
    assert.equal(crl.issuerText, 'C=CN, O=演示医院, CN=演示根');
  });
}

test('OpenSSL verifies the SM2 signature over the list', async () => {
  const { root } = demoOf();
  const { signedList, signature } = parseCrl(await issue(root, entries));
  const verdict = await opensslVerifySm2(signedList, signature, root.key.publicKey);
  assert(verdict.ok, verdict.text);
});

test('OpenSSL takes our CRL when it checks a certificate', async () => {
  const { root } = demoOf('ecdsa-p256');
  const leaf = await issueTo('叶', 'ecdsa-p256', root, {});
  const check = async (revoked: Revocation[]) => {
    const files = [
      toPem('CERTIFICATE', root.certificate),
      toPem('X509 CRL', await issue(root, revoked)),
      toPem('CERTIFICATE', leaf.certificate),
    ];
    return withFiles(files, ([ca = '', crl = '', file = '']) =>
      run('openssl', ['verify', '-crl_check', '-CRLfile', crl, '-CAfile', ca, file]),
    );
  };
  const good = await check(entries);
  assert(good.ok, good.text);
  const revoked = await check([{ serialNumber: serialOf(leaf.certificate), revocationDate: after(-1) }]);
  assert(!revoked.ok && /certificate revoked/.test(revoked.text), revoked.text);
});

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm}: we verify OpenSSL's CRL`, async () => {
    const { pkcs8, certificate } = demoOf(algorithm).root;
    const options = algorithm === 'sm2' ? ['-md', 'sm3', '-sigopt', 'distid:1234567812345678'] : ['-md', 'sha256'];
    const config = (index: string) =>
      `[ca]\ndefault_ca=a\n[a]\ndatabase=${index}\ncrlnumber=${index}.number\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n`;
    const row = 'R\t301231235959Z\t251101020304Z,keyCompromise\t4F3A\tunknown\t/CN=x\n';
    const pem = await withFiles(
      [row, toPem('PRIVATE KEY', pkcs8), toPem('CERTIFICATE', certificate)],
      async ([index = '', key = '', cert = '']) => {
        return withFiles([config(index)], async ([cnf = '']) => {
          await run('sh', ['-c', `echo 1F > ${index}.number`]);
          return (await run('openssl', ['ca', '-config', cnf, '-gencrl', '-keyfile', key, '-cert', cert, ...options]))
            .text;
        });
      },
    );
    const [der] = fromPem(pem, 'X509 CRL');
    assert(der, pem);
    const crl = parseCrl(der);
    await verifyCrl(crl, certificate);
    assert.equal(crl.number, 0x1fn);
    const revocationDate = new Date('2025-11-01T02:03:04Z');
    assert.deepEqual([...crl.revoked.values()], [{ serialNumber: '4f3a', revocationDate, reason: 'keyCompromise' }]);
  });
}

test('a CRL that is not of this CA, or does not hold, is refused', async () => {
  const { root, issuing, signer } = demoOf();
  const der = await issue(root, entries);
  const crl = parseCrl(der);
  await assert.rejects(verifyCrl(crl, issuing.certificate), rejects('REVOCATION_UNKNOWN', /is not of/));
  const impostor = await issueTo('演示根', 'sm2', 'self', { ca: {}, keyUsage: ['keyCertSign', 'cRLSign'] });
  await assert.rejects(verifyCrl(crl, impostor.certificate), rejects('REVOCATION_UNKNOWN', /is not of/));
  const unnamed: Crl = { ...crl };
  delete unnamed.authorityKeyIdentifier;
  await assert.rejects(verifyCrl(unnamed, impostor.certificate), rejects('SIGNATURE_INVALID'));
  const changed = parseCrl(der.with(der.length - 1, (der.at(-1) ?? 0) ^ 1));
  await assert.rejects(verifyCrl(changed, root.certificate), rejects('SIGNATURE_INVALID'));
  await assert.rejects(
    verifyCrl({ ...crl, signatureAlgorithm: 'ecdsa-p256' }, root.certificate),
    rejects('SIGNATURE_INVALID'),
  );
  const noCrlSign = await issueTo('演示根', 'sm2', 'self', {
    ca: {},
    keyUsage: ['keyCertSign'],
    publicKey: root.key.publicKey,
  });
  await assert.rejects(verifyCrl(crl, noCrlSign.certificate), rejects('REVOCATION_UNKNOWN', /cRLSign/));
  await assert.rejects(issue(signer, []), rejects('ARGUMENT_INVALID', /may not sign CRLs/));
  await assert.rejects(issue({ ...root, key: issuing.key }, []), rejects('KEY_INVALID'));
});

test('nothing senseless is issued', async () => {
  const { root } = demoOf();
  const date = { revocationDate: now };
  const cases: [string, readonly Revocation[], Overrides][] = [
    ['ends before it begins', [], { nextUpdate: now }],
    ['negative number', [], { number: -1n }],
    ['number of 21 bytes', [], { number: 1n << 160n }],
    ['serial number that is not hexadecimal', [{ serialNumber: 'xyz', ...date }], {}],
    ['serial number of no bytes', [{ serialNumber: '', ...date }], {}],
  ];
  for (const [name, revoked, overrides] of cases) {
    await assert.rejects(issue(root, revoked, overrides), rejects('ARGUMENT_INVALID'), name);
  }
});

test('a path is checked link by link', async () => {
  const { root, issuing, signer } = demoOf();
  const crlOf = async (issuer: Demo['root'], revoked: readonly Revocation[], overrides: Overrides = {}) =>
    parseCrl(await issue(issuer, revoked, overrides));
  const entry = (certificate: Uint8Array, hours: number, reason: RevocationReason = 'keyCompromise') => ({
    serialNumber: serialOf(certificate),
    revocationDate: after(hours),
    reason,
  });
  const rootCrl = await crlOf(root, []);
  const issuingCrl = await crlOf(issuing, []);
  const check = (crls: readonly Crl[], at = now) =>
    verifyChain({
      leaf: signer.certificate,
      intermediates: [issuing.certificate],
      anchors: [root.certificate],
      at,
      purpose: 'documentSigning',
      revocation: { crls },
    });

  assert.equal((await check([rootCrl, issuingCrl])).length, 3);
  await check([issuingCrl, rootCrl, await crlOf(issuing, [entry(signer.certificate, 1)])], now); // revoked only later
  const refused: [GmErrorCode, RegExp, readonly Crl[], Date?][] = [
    ['REVOCATION_UNKNOWN', /张三.*nothing is known/, []],
    ['REVOCATION_UNKNOWN', /张三.*nothing is known/, [rootCrl]],
    ['REVOCATION_UNKNOWN', /演示签发.*nothing is known/, [issuingCrl]],
    ['REVOCATION_UNKNOWN', /张三.*ended before/, [rootCrl, issuingCrl], after(25)],
    ['REVOCATION_UNKNOWN', /张三.*does not hold/, [rootCrl, { ...issuingCrl, signature: rootCrl.signature }]],
    ['CERTIFICATE_REVOKED', /张三.*keyCompromise/, [rootCrl, await crlOf(issuing, [entry(signer.certificate, -1)])]],
    [
      'CERTIFICATE_REVOKED',
      /演示签发.*cACompromise/,
      [issuingCrl, await crlOf(root, [entry(issuing.certificate, -1, 'cACompromise')])],
    ],
    [
      'CERTIFICATE_REVOKED',
      /张三/, // noticed later, but compromised before
      [rootCrl, await crlOf(issuing, [{ ...entry(signer.certificate, 1), invalidityDate: after(-1) }])],
    ],
  ];
  for (const [code, text, crls, at] of refused)
    await assert.rejects(check(crls, at), rejects(code, text), String(text));

  const held = await crlOf(issuing, [entry(signer.certificate, -3, 'certificateHold')], { thisUpdate: after(-2) });
  await assert.rejects(check([rootCrl, held]), rejects('CERTIFICATE_REVOKED', /certificateHold/));
  await check([rootCrl, held, issuingCrl]); // the newer one says that the hold is over
  const atEnd = await crlOf(issuing, [], {
    thisUpdate: new Date(+notAfter + hour),
    nextUpdate: new Date(+notAfter + 2 * hour),
  });
  const question = { certificate: signer.certificate, issuer: issuing.certificate };
  await assert.rejects(
    checkRevocation({ ...question, at: now, crls: [atEnd] }),
    rejects('REVOCATION_UNKNOWN', /after the certificate expired/),
  );
  await checkRevocation({ ...question, at: notBefore, crls: [issuingCrl] });
});

type Part = 'version' | 'algorithm' | 'issuer' | 'thisUpdate' | 'nextUpdate' | 'revoked' | 'extensions';

test('what RFC 5280 forbids is malformed', async () => {
  const { root } = demoOf();
  const der = await issue(root, entries);
  const [list, algorithm, signature] = readAll(readSingle(der, tag.sequence).content);
  assert(list && algorithm && signature);
  const names: Part[] = ['version', 'algorithm', 'issuer', 'thisUpdate', 'nextUpdate', 'revoked', 'extensions'];
  const parts = new Map(readAll(list.content).map(({ raw }, index) => [names[index], raw]));
  const nothing = new Uint8Array();
  const sequence = (...members: Uint8Array[]) => encodeTlv(tag.sequence, ...members);
  const changed = (changes: Partial<Record<Part, Uint8Array>>) => {
    const members = names.map((name) => changes[name] ?? parts.get(name) ?? nothing);
    return sequence(sequence(...members), algorithm.raw, signature.raw);
  };
  const octets = (value: Uint8Array) => encodeTlv(tag.octetString, value);
  const number = sequence(encodeOid(oid.cRLNumber), octets(encodeInteger(1n)));
  const extensions = (...members: Uint8Array[]) => ({ extensions: encodeTlv(tag.context0, sequence(...members)) });
  const critical = encodeTlv(1, new Uint8Array([0xff]));
  const time = (text: string) => encodeTlv(0x17, new TextEncoder().encode(text));
  const entry = (serial: Uint8Array, ...more: Uint8Array[]) => sequence(serial, time('260101000000Z'), ...more);
  const revoked = (...members: Uint8Array[]) => ({ revoked: sequence(...members) });
  const one = encodeInteger(1n);
  const reason = (code: number, type: number) =>
    sequence(sequence(encodeOid(oid.reasonCode), octets(encodeTlv(type, new Uint8Array([code])))));

  assert.equal(toHex(changed({})), toHex(der));
  assert.equal(parseCrl(changed(revoked())).revoked.size, 0, 'an empty list is let pass');
  assert.equal(parseCrl(changed({ revoked: nothing })).revoked.size, 0);
  const cases: [string, Uint8Array, GmErrorCode?][] = [
    ['version 1', changed({ version: nothing })],
    ['version 3', changed({ version: encodeInteger(2n) })],
    ['algorithms differ', changed({ algorithm: sequence(encodeOid(oid.ecdsaWithSha256)) })],
    ['no nextUpdate', changed({ nextUpdate: nothing })],
    ['a month 13', changed({ thisUpdate: time('261301000000Z') })],
    ['a 30 February', changed({ thisUpdate: time('260230000000Z') })],
    ['no extensions', changed({ extensions: nothing })],
    ['no number', changed(extensions())],
    ['number twice', changed(extensions(number, number))],
    [
      'negative number',
      changed(extensions(sequence(encodeOid(oid.cRLNumber), octets(encodeTlv(2, new Uint8Array([0x80])))))),
    ],
    [
      'number of 21 bytes',
      changed(extensions(sequence(encodeOid(oid.cRLNumber), octets(encodeTlv(2, new Uint8Array(21).fill(1)))))),
    ],
    [
      'default written',
      changed(extensions(sequence(encodeOid(oid.cRLNumber), encodeTlv(1, new Uint8Array(1)), octets(one)))),
    ],
    [
      'an unknown critical extension',
      changed(extensions(number, sequence(encodeOid('2.5.29.99'), critical, octets(one)))),
      'ALGORITHM_UNSUPPORTED',
    ],
    ['serial twice', changed(revoked(entry(one), entry(one)))],
    ['negative serial', changed(revoked(entry(encodeTlv(2, new Uint8Array([0x80])))))],
    ['serial of 21 bytes', changed(revoked(entry(encodeTlv(2, new Uint8Array(21).fill(1)))))],
    ['entry without date', changed(revoked(sequence(one)))],
    ['entry of four members', changed(revoked(entry(one, reason(1, tag.enumerated), one)))],
    ['reason 7', changed(revoked(entry(one, reason(7, tag.enumerated))))],
    ['reason as integer', changed(revoked(entry(one, reason(1, tag.integer))))],
    ['byte after', concat(der, new Uint8Array(1))],
    ['cut', der.subarray(0, der.length - 1)],
  ];
  for (const [name, bytes, code = 'ASN1_MALFORMED'] of cases) assert.throws(() => parseCrl(bytes), { code }, name);

  for (const flag of [critical, nothing]) {
    const delta = sequence(encodeOid(oid.deltaCRLIndicator), flag, octets(one));
    const partitioned = sequence(encodeOid(oid.issuingDistributionPoint), flag, octets(sequence()));
    const indirect = sequence(sequence(encodeOid(oid.certificateIssuer), flag, octets(sequence())));
    const kinds: [RegExp, Uint8Array][] = [
      [/a delta CRL/, changed(extensions(number, delta))],
      [/a partitioned or indirect CRL/, changed(extensions(number, partitioned))],
      [/an entry of an indirect CRL/, changed(revoked(entry(one, indirect)))],
    ];
    for (const [text, bytes] of kinds) assert.throws(() => parseCrl(bytes), rejects('ALGORITHM_UNSUPPORTED', text));
  }
});
