import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { PFX } from '@peculiar/asn1-pfx';
import { decode, encode, toBuffer } from '../asn1/structure.ts';
import { concat } from '../bytes.ts';
import { GmError, type GmErrorCode } from '../errors.ts';
import { demoAuthority } from '../judge/demo-authority.ts';
import { readFile, run, withFiles } from '../judge/run.ts';
import { fromPem } from '../keys/from-pem.ts';
import { toPem } from '../keys/to-pem.ts';
import { createPkcs12 } from './create.ts';
import { parsePkcs12 } from './parse.ts';

type Demo = Awaited<ReturnType<typeof demoAuthority>>;
const demos = new Map<string, Demo>();
before(async () => {
  for (const algorithm of ['sm2', 'ecdsa-p256'] as const) demos.set(algorithm, await demoAuthority(algorithm));
});
function demoOf(algorithm: 'sm2' | 'ecdsa-p256'): Demo {
  const demo = demos.get(algorithm);
  assert(demo);
  return demo;
}

const password = '口令 pass';
const friendlyName = '张三';
const readable = { prf: 'sha256', iterations: 3000 } as const; // OpenSSL 3.0 knows no HMAC-SM3 here
const rejects = (code: GmErrorCode) => (error: unknown) => error instanceof GmError && error.code === code;

const create = (
  { signer, issuing }: Demo,
  options: Parameters<typeof createPkcs12>[0]['options'] = readable,
  overrides: Partial<Parameters<typeof createPkcs12>[0]> = {},
) => {
  const { pkcs8, certificate } = signer;
  return createPkcs12({
    pkcs8,
    certificate,
    chain: [issuing.certificate],
    password,
    friendlyName,
    options,
    ...overrides,
  });
};

for (const algorithm of ['sm2', 'ecdsa-p256'] as const) {
  test(`${algorithm}: OpenSSL opens our file, and we OpenSSL's`, async () => {
    const { signer, issuing } = demoOf(algorithm);
    const pfx = await create(demoOf(algorithm));
    const { text } = await withFiles([pfx], ([file = '']) =>
      run('openssl', ['pkcs12', '-in', file, '-passin', `pass:${password}`, '-nodes', '-info']),
    );
    assert.deepEqual(fromPem(text, 'PRIVATE KEY'), [signer.pkcs8], text);
    assert.deepEqual(fromPem(text, 'CERTIFICATE'), [signer.certificate, issuing.certificate]);
    assert.match(text, algorithm === 'sm2' ? /MAC: sm3, Iteration 3000/ : /MAC: sha256, Iteration 3000/);

    const files = [
      toPem('PRIVATE KEY', signer.pkcs8),
      toPem('CERTIFICATE', signer.certificate),
      toPem('CERTIFICATE', issuing.certificate),
    ];
    const theirs = await withFiles(files, async ([key = '', certificate = '', chain = '']) => {
      const material = ['-inkey', key, '-in', certificate, '-certfile', chain, '-name', friendlyName];
      const cipher = algorithm === 'sm2' ? 'SM4-CBC' : 'AES-256-CBC';
      const options = ['-keypbe', cipher, '-certpbe', cipher, '-macalg', algorithm === 'sm2' ? 'sm3' : 'sha256'];
      const output = ['-passout', `pass:${password}`, '-out', `${key}.p12`];
      const made = await run('openssl', ['pkcs12', '-export', ...material, ...options, ...output]);
      assert(made.ok, made.text);
      return Uint8Array.from(await readFile(`${key}.p12`));
    });
    for (const der of [pfx, theirs]) {
      const { keys, certificates } = await parsePkcs12(der, password);
      assert.deepEqual(
        keys.map(({ pkcs8 }) => pkcs8),
        [signer.pkcs8],
      );
      assert.deepEqual(
        certificates.map((one) => one.der),
        [signer.certificate, issuing.certificate],
      );
      assert.equal(keys[0]?.friendlyName, friendlyName);
      assert.deepEqual(keys[0]?.localKeyId, certificates[0]?.localKeyId);
      assert.equal(certificates[1]?.localKeyId, undefined);
    }
    await assert.rejects(parsePkcs12(theirs, 'other'), rejects('DECRYPTION_FAILED'));
  });
}

test('ECDSA: keytool reads our file, and we its', async () => {
  const pfx = await create(demoOf('ecdsa-p256'), { iterations: 3000 }, { password: 'changeit' });
  const listed = await withFiles([pfx], ([file = '']) =>
    run('keytool', ['-list', '-v', '-storetype', 'PKCS12', '-keystore', file, '-storepass', 'changeit']),
  );
  assert.match(listed.text, /PrivateKeyEntry/);
  assert.match(listed.text, /Certificate chain length: 2/);
  const theirs = await withFiles([''], async ([file = '']) => {
    const key = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-alias', 'a', '-dname', 'CN=a'];
    const store = ['-storetype', 'PKCS12', '-keystore', `${file}.p12`, '-storepass', 'changeit'];
    const made = await run('keytool', [...key, ...store]);
    assert(made.ok, made.text);
    return Uint8Array.from(await readFile(`${file}.p12`));
  });
  const { keys, certificates } = await parsePkcs12(theirs, 'changeit');
  assert.deepEqual([keys.length, certificates.length, keys[0]?.friendlyName], [1, 1, 'a']);
});

test('with SM3 and SM4 throughout, as SM2 keys are sealed without being told', async () => {
  const pfx = await create(demoOf('sm2'), {});
  const { keys } = await parsePkcs12(pfx, password);
  assert.deepEqual(keys[0]?.pkcs8, demoOf('sm2').signer.pkcs8);
});

test('every changed byte is noticed before anything is decrypted', async () => {
  const pfx = await create(demoOf('sm2'), { iterations: 1 });
  for (let at = 0; at < pfx.length; at += 97) {
    const changed = pfx.with(at, (pfx[at] ?? 0) ^ 1);
    await assert.rejects(parsePkcs12(changed, password), (error) => error instanceof GmError, `byte ${at}`);
  }
});

test('what asks for too much work, or has another shape, is refused', async () => {
  const demo = demoOf('sm2');
  const pfx = await create(demo, { iterations: 1 });
  const altered = (change: (structure: PFX) => void) => {
    const structure = decode(pfx, PFX);
    change(structure);
    return encode(structure);
  };
  const cases: [string, Uint8Array, GmErrorCode][] = [
    [
      '100 001 iterations',
      altered(({ macData }) => {
        macData.iterations = 100_001;
      }),
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'no iteration',
      altered(({ macData }) => {
        macData.iterations = 0;
      }),
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'SHA-512',
      altered(({ macData }) => {
        macData.mac.digestAlgorithm.algorithm = '2.16.840.1.101.3.4.2.3';
      }),
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'version 2',
      altered((structure) => {
        structure.version = 2;
      }),
      'ASN1_MALFORMED',
    ],
    [
      'signed data',
      altered(({ authSafe }) => {
        authSafe.contentType = '1.2.840.113549.1.7.2';
      }),
      'ALGORITHM_UNSUPPORTED',
    ],
    [
      'a sequence for content',
      altered(({ authSafe }) => {
        authSafe.content = toBuffer(new Uint8Array([0x30, 0]));
      }),
      'ASN1_MALFORMED',
    ],
    ['byte after', concat(pfx, new Uint8Array(1)), 'ASN1_MALFORMED'],
    ['cut', pfx.subarray(0, -1), 'ASN1_MALFORMED'],
  ];
  for (const [name, der, code] of cases) await assert.rejects(parsePkcs12(der, password), rejects(code), name);
  await assert.rejects(create(demo, readable, { certificate: demo.issuing.certificate }), rejects('KEY_INVALID'));
  await assert.rejects(create(demo, { iterations: 0 }), rejects('ARGUMENT_INVALID'));
});
