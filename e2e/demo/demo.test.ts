/** `npm run demo` and `npm run verify` as a person runs them, on every shape of PDF, judged by qpdf and poppler. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { renderForm } from '../../server-stub/demo/forms/index.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';

const work = mkdtempSync(join(tmpdir(), 'bedsign-demo-'));
const data = join(work, 'data');
const at = (name: string) => join(work, name);
const script = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const run = (path: string, ...args: string[]) =>
  spawnSync(process.execPath, [script(path), ...args], {
    encoding: 'utf8',
    env: { ...process.env, BEDSIGN_TRUST: '' },
  });
const demo = (...args: string[]) => run('e2e/demo/main.ts', '--data', data, ...args);
const verify = (file: string, ...args: string[]) =>
  run('server-stub/verification/cli.ts', file, '--trust', join(data, 'server', 'trust', 'root.pem'), ...args);
const qpdf = (...args: string[]) => execFileSync('qpdf', args);

const patient = {
  sex: 'female',
  birthDate: '1968-03-02',
  number: '2026119999',
  bed: '12',
  diagnosis: '胆囊结石',
} as const;

before(async () => {
  const form = await renderForm('surgery', { ...patient, name: '王秀英', departmentName: '普外科' }, new Date());
  writeFileSync(at('form.pdf'), form);
  writeFileSync(
    at('form-acroform.pdf'),
    await renderForm('anaesthesia', { ...patient, name: '王秀英', departmentName: '普外科' }, new Date()),
  );
  writeFileSync(at('plain.pdf'), await onePagePdf('no keyword here', 3));
  qpdf('--object-streams=disable', at('form.pdf'), at('table.pdf'));
  qpdf('--object-streams=generate', at('form.pdf'), at('stream.pdf'));
  qpdf('--rotate=90', at('form.pdf'), at('rotated-90.pdf'));
  qpdf('--rotate=180', at('form.pdf'), at('rotated-180.pdf'));
  qpdf('--linearize', at('form.pdf'), at('linearized.pdf'));
  qpdf('--encrypt', '', 'owner', '256', '--', at('form.pdf'), at('encrypted.pdf'));
  writeFileSync(at('truncated.pdf'), form.subarray(0, form.length / 2));
  writeFileSync(at('not-a.pdf'), 'hello');
});
after(() => rmSync(work, { recursive: true, force: true }));

type Report = {
  act: { fellBack: boolean; field: { page: number; rect: { x: number; y: number; width: number; height: number } } };
};

const variants = ['table', 'stream', 'rotated-90', 'rotated-180', 'linearized', 'form-acroform', 'plain'];
for (const name of variants) {
  test(`signs ${name}.pdf, and everyone agrees`, () => {
    const out = at(`out-${name}`);
    const result = demo('--pdf', at(`${name}.pdf`), '--out', out);
    assert.equal(result.status, 0, result.stdout + result.stderr);
    const input = readFileSync(at(`${name}.pdf`));
    const signed = readFileSync(join(out, 'signed.pdf'));
    assert.deepEqual(signed.subarray(0, input.length), input, 'earlier bytes are untouched');
    assert.ok(readFileSync(join(out, 'evidence.bin')).length > 10_000);

    const { act } = JSON.parse(readFileSync(join(out, 'report.json'), 'utf8')) as Report;
    assert.equal(act.fellBack, name === 'plain');
    if (name === 'plain') {
      assert.equal(act.field.page, 3);
      assert.match(result.stdout, /右下角/);
    }
    assert.equal(verify(join(out, 'signed.pdf')).status, 0, verify(join(out, 'signed.pdf')).stdout);
    assert.equal(spawnSync('qpdf', ['--check', join(out, 'signed.pdf')]).status, 0);
    assert.match(execFileSync('pdfsig', [join(out, 'signed.pdf')], { encoding: 'utf8' }), /Total document signed/);
  });
}

test('a named AcroForm field, and a page with a rectangle', () => {
  const named = demo('--pdf', at('form-acroform.pdf'), '--out', at('out-name'), '--field', 'name=patient_signature');
  assert.equal(named.status, 0, named.stdout + named.stderr);
  const rect = demo('--pdf', at('plain.pdf'), '--out', at('out-rect'), '--field', 'page=2,rect=100:100:150:48');
  assert.equal(rect.status, 0, rect.stdout + rect.stderr);
  const { act } = JSON.parse(readFileSync(join(at('out-rect'), 'report.json'), 'utf8')) as Report;
  assert.deepEqual(act.field.rect, { x: 100, y: 100, width: 150, height: 48 });
});

test('without --pdf it signs a demo form', () => {
  const result = demo('--out', at('out-form'));
  assert.equal(result.status, 0, result.stdout + result.stderr);
  assert.equal(verify(join(at('out-form'), 'signed.pdf'), '--json').status, 0);
});

test('a changed byte anywhere fails, and the report says which check', () => {
  const signed = readFileSync(join(at('out-table'), 'signed.pdf'));
  for (const place of [0.01, 0.3, 0.6, 0.9, 0.999]) {
    const changed = Buffer.from(signed);
    const offset = Math.floor(signed.length * place);
    changed[offset] = (changed[offset] ?? 0) ^ 1;
    writeFileSync(at('changed.pdf'), changed);
    const { status, stdout } = verify(at('changed.pdf'), '--json');
    assert.notEqual(status, 0, `byte ${offset}`);
    if (status === 1) assert.match(stdout, /"ok":\s*false/);
  }
});

test('another hospital’s root does not vouch for it', () => {
  const other = join(at('out-plain'), 'other.pem');
  execFileSync('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    '/dev/null',
    '-subj',
    '/CN=Other',
    '-out',
    other,
  ]);
  assert.equal(run('server-stub/verification/cli.ts', join(at('out-plain'), 'signed.pdf'), '--trust', other).status, 1);
});

const invalid: [string, string[], string][] = [
  ['an unknown option', ['--lenient'], '--lenient'],
  ['an absent PDF', ['--pdf', at('absent.pdf')], at('absent.pdf')],
  ['an --out that is a file', ['--out', at('not-a.pdf')], at('not-a.pdf')],
  ['a --field that is none', ['--field', 'somewhere'], 'somewhere'],
];
for (const [name, args, subject] of invalid) {
  test(`${name} is CONFIG_INVALID before anything is started`, () => {
    const { status, stdout, stderr } = run('e2e/demo/main.ts', '--data', at('untouched'), '--out', at('o'), ...args);
    assert.equal(status, 1);
    assert.equal(stdout, '', 'no step was begun');
    assert.ok(stderr.includes('CONFIG_INVALID') && stderr.includes(subject), stderr);
    assert.ok(!existsSync(join(at('untouched'), 'server')));
  });
}

test('paths are meant from where the user stood, not from where npm runs us', () => {
  const { stderr } = spawnSync(process.execPath, [script('e2e/demo/main.ts'), '--pdf', 'absent.pdf'], {
    encoding: 'utf8',
    env: { ...process.env, INIT_CWD: work },
  });
  assert.ok(stderr.includes(at('absent.pdf')), stderr);
});

const refused = { encrypted: 'DOCUMENT_ENCRYPTED', truncated: 'DOCUMENT_DAMAGED', 'not-a': 'DOCUMENT_NOT_PDF' };
for (const [name, code] of Object.entries(refused)) {
  test(`${name}.pdf is refused as ${code}`, () => {
    const { status, stderr } = demo('--pdf', at(`${name}.pdf`), '--out', at(`out-${name}`));
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(code));
  });
}
