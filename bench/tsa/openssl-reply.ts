import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const configuration = (folder: string) => `
[req]
distinguished_name = name
[name]
[tsa]
extendedKeyUsage = critical, timeStamping
[settings]
serial = ${folder}/serial
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
signer_digest = sha256
default_policy = 1.2.3.4
`;

/**
 * Tokens a second of Debian's own means, `openssl ts -reply` in two loops side by side: ECDSA P-256, since OpenSSL 3.0 signs none with
 * SM2. Each token is a process, which is how web servers run it.
 */
export const opensslReplies = async (folder: string, milliseconds: number): Promise<number> => {
  const file = (name: string) => join(folder, name);
  await writeFile(file('openssl.cnf'), configuration(folder));
  await writeFile(file('serial'), '01\n');
  const config = ['-config', file('openssl.cnf')];
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', file('tsa.key')];
  openssl('req', '-x509', ...config, '-extensions', 'tsa', ...key, '-subj', '/CN=tsa', '-out', file('tsa.pem'));
  openssl('ts', '-query', ...config, '-sha256', '-cert', '-data', file('openssl.cnf'), '-out', file('query.tsq'));
  const signer = ['-signer', file('tsa.pem'), '-inkey', file('tsa.key'), '-section', 'settings'];
  const reply = (out: string) =>
    promisify(execFile)('openssl', [
      ...['ts', '-reply', ...config, '-queryfile', file('query.tsq'), ...signer],
      ...['-out', file(out)],
    ]);
  const started = performance.now();
  let done = 0;
  const loop = async (name: string) => {
    for (; performance.now() - started < milliseconds; done++) await reply(name);
  };
  await Promise.all([loop('one.tsr'), loop('two.tsr')]);
  return (done * 1000) / (performance.now() - started);
};
