import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GmError } from '../errors.ts';
import { readFile, run, withFiles } from '../judge/run.ts';
import { digest } from '../keys/digest.ts';
import { fromPem } from '../keys/from-pem.ts';
import { parseCertificate } from '../x509/parse.ts';
import { createTimeStampQuery } from './query.ts';
import { parseTimeStampReply } from './reply.ts';
import { verifyTimeStampToken } from './verify.ts';

const configuration = (file: string) => `
[req]
distinguished_name = name
x509_extensions = tsa
prompt = no
[name]
CN = RSA TSA
[tsa]
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[stamping]
serial = ${file}.serial
default_policy = 1.2.3.4
digests = sha256
signer_digest = sha256
`;

/** Stamps with an RSA key of the OpenSSL command's own. */
const rsaStamp = (query: Uint8Array) =>
  withFiles([query], ([request = '']) =>
    withFiles([configuration(request)], async ([config = '']) => {
      const [key, certificate, reply] = [`${request}.key`, `${request}.crt`, `${request}.tsr`];
      const fresh = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, '-days', '2'];
      const made = await run('openssl', ['req', '-x509', '-sha256', '-config', config, ...fresh]);
      assert(made.ok, made.text);
      const own = ['-signer', certificate, '-inkey', key, '-config', config, '-section', 'stamping'];
      const stamped = await run('openssl', ['ts', '-reply', '-queryfile', request, ...own, '-out', reply]);
      assert(stamped.ok, stamped.text);
      return { reply: await readFile(reply), certificate: await readFile(certificate, 'utf8') };
    }),
  );

test("a token signed with RSA, and its authority's certificate, are refused by name", async () => {
  const data = new Uint8Array(10);
  const imprint = { algorithm: 'sha256', digest: await digest('sha256', data) } as const;
  const query = createTimeStampQuery({ digestAlgorithm: 'sha256', digest: imprint.digest });
  const { reply, certificate } = await rsaStamp(query);
  const [anchor = new Uint8Array()] = fromPem(certificate);
  const refused = (error: unknown) =>
    error instanceof GmError && error.code === 'ALGORITHM_UNSUPPORTED' && /\(RSA\)/.test(error.message);
  const { token } = parseTimeStampReply(Uint8Array.from(reply));
  await assert.rejects(verifyTimeStampToken({ token, imprint, anchors: [anchor] }), refused);
  assert.throws(() => parseCertificate(anchor), refused);
});
