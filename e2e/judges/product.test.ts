/**
 * What the product makes, judged by tools that share no code with it: BouncyCastle, OpenSSL, poppler, qpdf. A demo
 * form is signed at the bedside by the patient and then by a relative, through station and server as they run.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { VerificationReport } from '@bedsign/contract';
import { bouncyCastle } from '../../gm/judge/bouncy-castle.ts';
import { extent, isInk, isPaste, pdfsig, qpdfFaults, render } from '../../server-stub/sealing/testing/judges.ts';
import { type Bedside, openBedside } from '../kit/bedside.ts';
import { startServer } from '../kit/product.ts';
import { type OpenedCms, openCms } from './cms.ts';
import { pdfSignatures } from './pdf-signatures.ts';
import { serverRoot, signSurgeryForm } from './signed-form.ts';
import { toolsIn } from './tools.ts';

const work = mkdtempSync(join(tmpdir(), 'bedsign-judges-'));
const { file, run, ask } = toolsIn(work);
let bedside: Bedside;
let form: Awaited<ReturnType<typeof signSurgeryForm>>;
let root: Uint8Array;
let otherRoot: Uint8Array;

before(async () => {
  bedside = await openBedside(join(work, 'hospital'));
  form = await signSurgeryForm(bedside);
  root = await serverRoot(bedside.server.ready.url, 'sm2Chain');
  const otherHospital = await startServer(join(work, 'other-hospital'));
  otherRoot = await serverRoot(otherHospital.ready.url, 'sm2Chain');
  await otherHospital.stop();
});
after(async () => {
  await bedside.close();
  rmSync(work, { recursive: true, force: true });
});

const revision = (number: number): Uint8Array => form.revisions[number] ?? assert.fail(`no revision ${number}`);
const pem = (name: string, der: Uint8Array): string =>
  file(name, run('openssl', 'x509', '-inform', 'der', '-in', file(`${name}.der`, der)));

/** Signer, issuing CA, root: each link's signature by BouncyCastle. */
const assertChain = async ({ signer, authorities }: OpenedCms): Promise<void> => {
  const verdict = await bouncyCastle('chain', signer, ...authorities, root);
  assert.match(verdict.text, /^OK chain 3$/m);
};

// Two at a time: a Java program that starts costs seconds.
describe('both signatures', { concurrency: 2 }, () => {
  for (const [index, who] of ['patient', 'relative'].entries()) {
    const opened = () => {
      const signature = pdfSignatures(revision(2))[index] ?? assert.fail(`no signature of the ${who}`);
      return { ...signature, ...openCms(signature.cms) };
    };

    test(`the ${who}'s CMS holds over its byte range, by BouncyCastle`, async () => {
      const { cms, covered } = opened();
      const verdict = await bouncyCastle('cms', cms, covered);
      assert.match(verdict.text, new RegExp(`^OK cms .*CN=${form.names[index]}.* \\d{4}-\\d\\d-\\d\\dT`, 'm'));
      const changed = Uint8Array.from(covered);
      changed[covered.length - 40] = (changed[covered.length - 40] ?? 0) ^ 1;
      assert.equal((await bouncyCastle('cms', cms, changed)).ok, false);
    });

    test(`the ${who}'s event certificate leads to the root, by BouncyCastle`, async () => {
      await assertChain(opened());
    });

    test(`the ${who}'s event certificate carries the evidence digest that the PDF names`, () => {
      const { signer, covered } = opened();
      const named = [
        ...Buffer.from(covered)
          .toString('latin1')
          .matchAll(/\/Evidence\s*<([0-9a-f]{64})>/gi),
      ].at(-1)?.[1];
      assert.ok(named);
      const text = run('openssl', 'x509', '-in', pem('event', signer), '-noout', '-text').toString();
      assert.match(text, /Biometric Info/);
      assert.ok(Buffer.from(signer).includes(Buffer.from(named, 'hex')));
    });

    test(`the ${who}'s signature value is an SM2 signature over the signed attributes, by OpenSSL`, () => {
      const { signer, signedAttributes, signature } = opened();
      const key = file('key.pem', run('openssl', 'x509', '-in', pem('signer', signer), '-noout', '-pubkey'));
      const verify = (message: Uint8Array) =>
        ask(
          'openssl',
          ...['dgst', '-sm3', '-verify', key, '-sigopt', 'distid:1234567812345678'],
          ...['-signature', file('signature', signature), file('attributes', message)],
        );
      assert.deepEqual(verify(signedAttributes), { status: 0, text: 'Verified OK\n' });
      assert.equal(verify(signedAttributes.with(signedAttributes.length - 1, 0)).status, 1);
    });

    test(`the ${who}'s time stamp stands over that signature value, by BouncyCastle`, async () => {
      const { token, signature } = opened();
      assert.ok(token);
      const stamp = openCms(token);
      assert.match((await bouncyCastle('token', token, stamp.signer, signature)).text, /^OK token /m);
      await assertChain(stamp);
    });
  }
});

test("the issuing CA is not one of another hospital's, by BouncyCastle", async () => {
  const [signature] = pdfSignatures(revision(2));
  const { signer, authorities } = openCms(signature?.cms ?? assert.fail());
  assert.match((await bouncyCastle('chain', signer, ...authorities, otherRoot)).text, /^REFUSED .*signature of/m);
});

test('pdfsig finds two signatures, and the last covers the total document', () => {
  const [first, last, ...more] = pdfsig(revision(2));
  assert.equal(more.length, 0);
  assert.deepEqual([first?.total, last?.total], [false, true]);
  assert.deepEqual(
    pdfsig(revision(1)).map(({ total }) => total),
    [true],
  );
});

test('qpdf finds no fault in any revision', () => {
  for (const pdf of form.revisions) assert.equal(qpdfFaults(pdf), '');
});

test('each revision begins with the whole of the one before', () => {
  for (const number of [1, 2]) {
    const before = Buffer.from(revision(number - 1));
    assert.ok(revision(number).length > before.length);
    assert.ok(before.equals(revision(number).subarray(0, before.length)));
  }
});

test('each act draws ink and fingerprint into its own box, blank before, and nothing anywhere else', () => {
  const scale = 2;
  for (const [index, { page, rect }] of form.fields.entries()) {
    const [before, after] = [render(revision(index), page, scale), render(revision(index + 1), page, scale)];
    const top = after.height / scale - rect.y - rect.height;
    const box = { left: rect.x, top, right: rect.x + rect.width, bottom: top + rect.height };
    const inBox = (x: number, y: number) =>
      x >= box.left * scale - 1 && x <= box.right * scale && y >= box.top * scale - 1 && y <= box.bottom * scale;

    let changedOutside = 0;
    for (let y = 0; y < after.height; y++)
      for (let x = 0; x < after.width; x++)
        if (!inBox(x, y) && after.pixel(x, y).join() !== before.pixel(x, y).join()) changedOutside++;
    assert.equal(changedOutside, 0, `field ${index}`);

    for (const [kind, is, least] of [
      ['ink', isInk, 150],
      ['fingerprint', isPaste, 150],
    ] as const) {
      const drawn = { ...after, pixel: only(inBox, after.pixel) };
      const blank = { ...before, pixel: only(inBox, before.pixel) };
      assert.equal(extent(blank, scale, is).count, 0, `${kind} of field ${index} before`);
      assert.ok(extent(drawn, scale, is).count > least, `${kind} of field ${index}`);
    }
  }
});

type Pixel = (x: number, y: number) => [number, number, number];
const only =
  (inside: (x: number, y: number) => boolean, pixel: Pixel): Pixel =>
  (x, y) =>
    inside(x, y) ? pixel(x, y) : [255, 255, 255];

describe('npm run verify', () => {
  const verify = (pdf: Uint8Array, trusted: Uint8Array) =>
    ask(
      process.execPath,
      fileURLToPath(new URL('../../server-stub/verification/cli.ts', import.meta.url)),
      ...[file('signed.pdf', pdf), '--json', '--trust', pem('root.pem', trusted)],
    );

  test('exit 0 for both revisions with the root that the server hands out', () => {
    for (const number of [1, 2]) {
      const { status, text } = verify(revision(number), root);
      assert.equal(status, 0, text);
      assert.equal(JSON.parse(text).signatures.length, number);
    }
  });

  test("exit 1 with another hospital's root", () => {
    const { status, text } = verify(revision(2), otherRoot);
    assert.equal(status, 1, text);
    for (const { checks } of (JSON.parse(text) as VerificationReport).signatures) {
      const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
      assert.ok(failed.includes('chain') && failed.includes('time-stamp-chain'), failed.join());
      assert.ok(!failed.includes('digest') && !failed.includes('signature'), failed.join());
    }
  });
});

describe('time stamps for anyone', () => {
  const stamp = (path: string, hash: string): string => {
    file('stamped', 'what a stranger wants stamped');
    run('openssl', 'ts', '-query', '-data', 'stamped', `-${hash}`, '-cert', '-out', 'query.tsq');
    run(
      'curl',
      ...['--silent', '--show-error', '--fail', '-H', 'content-type: application/timestamp-query'],
      ...['--data-binary', '@query.tsq', '-o', `${hash}.tsr`, new URL(path, bedside.server.ready.url).href],
    );
    return `${hash}.tsr`;
  };

  test('ECDSA: openssl ts verifies with the root of /ca/ecdsa/chain.pem', async () => {
    const reply = stamp('/tsa/ecdsa', 'sha256');
    const anchor = pem('ecdsa-root.pem', await serverRoot(bedside.server.ready.url, 'ecdsaChain'));
    const verify = (...subject: string[]) =>
      ask('openssl', 'ts', '-verify', ...subject, '-in', reply, '-CAfile', anchor);
    for (const subject of [
      ['-queryfile', 'query.tsq'],
      ['-data', 'stamped'],
    ]) {
      const { status, text } = verify(...subject);
      assert.equal(status, 0, text);
      assert.match(text, /Verification: OK/);
    }
    assert.equal(verify('-data', file('other', 'something else')).status, 1);
  });

  test('SM2: BouncyCastle verifies the token, and its chain to the root of /ca/chain.pem', async () => {
    const reply = stamp('/tsa', 'sm3');
    const token = run('openssl', 'ts', '-reply', '-in', reply, '-token_out');
    const opened = openCms(token);
    const data = Buffer.from('what a stranger wants stamped');
    assert.match((await bouncyCastle('token', token, opened.signer, data)).text, /^OK token /m);
    assert.equal((await bouncyCastle('token', token, opened.signer, Buffer.from('other'))).ok, false);
    await assertChain(opened);
  });
});
