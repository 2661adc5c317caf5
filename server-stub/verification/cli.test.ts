import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { encodeEnvelope } from '@bedsign/contract';
import { toPem } from '@bedsign/gm';
import { checkTitles } from './check-titles.ts';
import { makeBench } from './test-kit/bench.ts';
import { bytesOf } from './test-kit/pdf-text.ts';

const { hierarchy, first } = await makeBench();
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
after(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const signed = bytesOf(await first());
const good = file('good.pdf', signed);
const changed = Uint8Array.from(signed);
changed[300] = (changed[300] ?? 0) ^ 1;
const bad = file('bad.pdf', changed);
const root = toPem('CERTIFICATE', hierarchy.rootCertificate);
const issuing = toPem('CERTIFICATE', hierarchy.issuingCertificate);
const chain = file('chain.pem', issuing + root);

const run = (args: string[], environment: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...environment },
    encoding: 'utf8',
  });

test('exit 0 and every check by its name in both languages', () => {
  const { status, stdout, stderr } = run([good, '--trust', chain]);
  assert.equal(status, 0, stderr);
  for (const { zh, en } of Object.values(checkTitles)) assert.ok(stdout.includes(zh) && stdout.includes(en), en);
  assert.match(stdout, /结论：全部通过/);
});

test('exit 1 for a changed file, and it says which check', () => {
  const { status, stdout } = run([bad, '--trust', chain, '--json']);
  assert.equal(status, 1);
  assert.equal(JSON.parse(stdout).ok, false);
  assert.match(run([bad, '--trust', chain]).stdout, /✘ 失败 FAIL/);
});

test('the environment names the root where --trust does not', () => {
  assert.equal(run([good], { BEDSIGN_TRUST: chain }).status, 0);
});

test("the demo hospital's root where nothing is named, as npm start keeps it", () => {
  const trust = join(folder, 'data', 'server', 'trust');
  mkdirSync(trust, { recursive: true });
  writeFileSync(join(trust, 'root.pem'), root);
  assert.equal(run([good]).status, 0);
  rmSync(join(folder, 'data'), { recursive: true });
  assert.equal(run([good]).status, 2);
  const help = run(['--help']);
  assert.equal(help.status, 0);
  assert.match(help.stdout, /\.\/data\/server\/trust\/root\.pem/);
});

test('paths are meant from where the user stood', () => {
  const elsewhere = { INIT_CWD: folder, BEDSIGN_TRUST: 'chain.pem' };
  const options = {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, ...elsewhere },
    encoding: 'utf8',
  } as const;
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'cli.ts'), 'good.pdf'], options);
  assert.equal(status, 0, stderr);
});

test('the bundle of another signature is a verdict, not a wrong file', () => {
  const hex = readFileSync(join(import.meta.dirname, '../../contract/evidence/golden-bundle.hex'), 'utf8');
  const bundle = file('bundle.cbor', Buffer.from(hex.replace(/\s/g, ''), 'hex'));
  const { status, stdout } = run([good, '--trust', chain, '--evidence', bundle]);
  assert.equal(status, 1, stdout);
});

const envelope = file(
  'evidence.bin',
  encodeEnvelope({
    ...{ v: 1, alg: 'SM2-SM4-GCM', recipient: new Uint8Array(32), wrappedKey: new Uint8Array(120) },
    ...{ iv: new Uint8Array(12), ciphertext: new Uint8Array(64) },
  }),
);
const refusals: [string, string[], string][] = [
  ['no root', [good], 'TRUST_ANCHOR_MISSING'],
  ['only an issuing certificate', [good, '--trust', file('issuing.pem', issuing)], 'TRUST_ANCHOR_MISSING'],
  ['no such root file', [good, '--trust', 'absent.pem'], 'TRUST_ANCHOR_MISSING'],
  ['no file', ['--trust', chain], 'INVALID_REQUEST'],
  ['an unknown option', [good, '--lenient'], 'INVALID_REQUEST'],
  ['an absent file', ['absent.pdf', '--trust', chain], 'CONFIG_INVALID'],
  ['absent evidence', [good, '--trust', chain, '--evidence', 'absent.bin'], 'CONFIG_INVALID'],
  ['the envelope as evidence', [good, '--trust', chain, '--evidence', envelope], 'EVIDENCE_MALFORMED'],
  ['evidence that is no bundle', [good, '--trust', chain, '--evidence', chain], 'EVIDENCE_MALFORMED'],
  ['no PDF', [file('text.pdf', 'hello'), '--trust', chain], 'DOCUMENT_NOT_PDF'],
];
for (const [name, args, code] of refusals)
  test(`exit 2: ${name}`, () => {
    const { status, stderr } = run(args);
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`^${code}\n.*[一-龥]`));
    assert.equal(JSON.parse(run([...args, '--json']).stdout).error.code, code);
  });
