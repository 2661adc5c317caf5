/**
 * Both servers that stamp, asked by programs that nobody here wrote, and their tokens judged by others: curl and OpenSSL, jarsigner,
 * osslsigncode, BouncyCastle.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startProcess } from '../../electron/start/managed-process.ts';
import { bouncyCastle } from '../../gm/judge/bouncy-castle.ts';
import { folders, startServer } from '../kit/product.ts';
import { openCms } from './cms.ts';
import { childOf, firstDer } from './der.ts';
import { emptyExecutable } from './executable.ts';
import { toolsIn } from './tools.ts';

const work = mkdtempSync(join(tmpdir(), 'bedsign-time-stamps-'));
const hospital = join(work, 'hospital');
const { file, run, ask } = toolsIn(work);
const trusted = (name: string) => join(folders(hospital).server, 'trust', name);
const program = fileURLToPath(new URL('../../server-stub/cli.ts', import.meta.url));

const servers: { name: string; url: string; stop(): Promise<void> }[] = [];
before(async () => {
  const main = await startServer(hospital);
  servers.push({ name: 'the main server', url: main.ready.url, stop: main.stop });
  const ports = ['--http-port', '0', '--tcp-port', '0', '--log-level', 'warn'];
  const args = ['tsa', '--data', folders(hospital).server, '--processes', '2', ...ports];
  const service = await startProcess<{ url: string }>('tsa', program, args);
  servers.push({ name: 'the service', url: service.ready.url, stop: service.stop });

  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'maker.key'];
  const usage = ['-addext', 'keyUsage=digitalSignature', '-addext', 'extendedKeyUsage=codeSigning'];
  run('openssl', 'req', '-x509', ...key, ...usage, '-subj', '/CN=maker', '-out', 'maker.pem');
  file('data', 'stamped data');
  file('other', 'other data');
  file('program.exe', emptyExecutable());
});
after(async () => {
  for (const { stop } of servers.reverse()) await stop();
  rmSync(work, { recursive: true, force: true });
});

const type = 'Content-Type: application/timestamp-query';
/** A reply to what OpenSSL asks about `data`, fetched by curl; in `reply.tsr`. */
const stamp = (url: string, hash: 'sm3' | 'sha256'): void => {
  run('openssl', 'ts', '-query', '-data', 'data', `-${hash}`, '-cert', '-out', 'query.tsq');
  run('curl', '-sSf', '-H', type, '--data-binary', '@query.tsq', '-o', 'reply.tsr', url);
};
/** TimeStampResp: the status and then the token. */
const token = (): Uint8Array => childOf(firstDer(readFileSync(join(work, 'reply.tsr'))), 1).whole;

for (const index of [0, 1])
  describe(index === 0 ? 'the main server' : 'the service of its own', () => {
    const at = (path: string) => `${servers[index]?.url}${path}`;

    test('ECDSA: asked by openssl ts and curl, verified by openssl ts', () => {
      stamp(at('/tsa/ecdsa'), 'sha256');
      const verify = (data: string) =>
        ask('openssl', 'ts', '-verify', '-data', data, '-in', 'reply.tsr', '-CAfile', trusted('ecdsa-root.pem'));
      assert.match(verify('data').text, /Verification: OK/);
      assert.notEqual(verify('other').status, 0);
      const query = [
        'ts',
        '-verify',
        '-queryfile',
        'query.tsq',
        '-in',
        'reply.tsr',
        '-CAfile',
        trusted('ecdsa-root.pem'),
      ];
      assert.match(ask('openssl', ...query).text, /Verification: OK/);
    });

    for (const [path, hash] of [
      ['/tsa', 'sm3'],
      ['/tsa/ecdsa', 'sha256'],
    ] as const)
      test(`${path}: BouncyCastle validates the token over ${hash}`, async () => {
        stamp(at(path), hash);
        const { signer } = openCms(token());
        const verdict = (data: string) => bouncyCastle('token', token(), signer, Buffer.from(data));
        assert.match((await verdict('stamped data')).text, /^OK token /m);
        assert.equal((await verdict('other data')).ok, false);
      });

    test('SM2: the signature value holds over the signed attributes, by openssl dgst', () => {
      stamp(at('/tsa'), 'sm3');
      const { signer, signedAttributes, signature } = openCms(token());
      run('openssl', 'x509', '-inform', 'der', '-in', file('tsa.der', signer), '-noout', '-pubkey', '-out', 'tsa.pub');
      const verify = (message: Uint8Array) =>
        ask(
          'openssl',
          ...['dgst', '-sm3', '-verify', 'tsa.pub', '-sigopt', 'distid:1234567812345678'],
          ...['-signature', file('signature', signature), file('attributes', message)],
        );
      assert.deepEqual(verify(signedAttributes), { status: 0, text: 'Verified OK\n' });
      assert.equal(verify(signedAttributes.with(signedAttributes.length - 1, 0)).status, 1);
    });

    test('jarsigner stamps a JAR, and trusts the stamp', () => {
      const store = ['-keystore', `keys-${index}.p12`, '-storepass', 'secret'];
      const key = ['-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=maker', '-alias', 'maker'];
      run('keytool', '-genkeypair', ...key, ...store);
      run('keytool', '-importcert', '-noprompt', '-alias', 'root', '-file', trusted('ecdsa-root.pem'), ...store);
      run('jar', 'cf', 'program.jar', 'data');
      run('jarsigner', ...store, '-tsa', at('/tsa/ecdsa'), 'program.jar', 'maker');
      const { status, text } = ask('jarsigner', '-verify', '-verbose', '-certs', '-strict', ...store, 'program.jar');
      assert.equal(status, 0, text);
      assert.match(text, /Timestamped by "CN=BedSign ECDSA Time Stamp Authority/);
    });

    test('osslsigncode stamps a Windows program, and trusts the stamp at our root alone', () => {
      const out = `signed-${index}.exe`;
      const by = ['-certs', 'maker.pem', '-key', 'maker.key', '-h', 'sha256', '-ts', at('/tsa/ecdsa')];
      run('osslsigncode', 'sign', ...by, '-in', 'program.exe', '-out', out);
      const verify = (root: string) =>
        ask('osslsigncode', 'verify', '-CAfile', 'maker.pem', '-TSA-CAfile', root, '-in', out).text;
      assert.match(verify(trusted('ecdsa-root.pem')), /Timestamp Server Signature verification: ok/);
      assert.doesNotMatch(verify('maker.pem'), /Timestamp Server Signature verification: ok/);
    });
  });
