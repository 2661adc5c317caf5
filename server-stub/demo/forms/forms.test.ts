/** The demo's forms as poppler and qpdf see them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { resolvePlacements } from '../../sealing/index.ts';
import { demoHospital } from '../hospital.ts';
import { type FormKind, formKinds, formTask, renderForm } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedsign-forms-'));
after(() => rmSync(folder, { recursive: true }));
const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8' });

const started = process.cpuUsage();
const rendered: { kind: FormKind; name: string; pdf: Uint8Array; file: string }[] = [];
for (const { patientNumber, form: kind } of demoHospital.tasks) {
  const patient = demoHospital.patients.find(({ number }) => number === patientNumber);
  const department = demoHospital.departments.find(({ code }) => code === patient?.departmentCode);
  assert.ok(patient && department);
  const pdf = await renderForm(kind, { ...patient, departmentName: department.name }, new Date('2026-11-24T02:00:00Z'));
  const file = join(folder, `${patientNumber}-${kind}.pdf`);
  writeFileSync(file, pdf);
  rendered.push({ kind, name: patient.name, pdf, file });
}
// CPU time, so that other work on the machine does not count.
const { user, system } = process.cpuUsage(started);
const took = (user + system) / 1000;

type Box = { left: number; bottom: number; right: number; top: number; text: string };
const pageHeight = 841.89;

const readWords = (html: string): Box[] =>
  [...html.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<\/word>/g)].map(
    ([, left, top, right, bottom, text = '']) => ({
      left: Number(left),
      bottom: pageHeight - Number(bottom),
      right: Number(right),
      top: pageHeight - Number(top),
      text,
    }),
  );

const words = new Map(
  rendered.map(({ file }) => [file, run('pdftotext', '-bbox', file, '-').split('<page ').slice(1).map(readWords)]),
);

/** The words of one page with their boxes in PDF space. */
const wordsOf = (file: string, page: number): Box[] => words.get(file)?.[page - 1] ?? assert.fail(`page ${page}`);

const overlaps = (a: Omit<Box, 'text'>, b: Omit<Box, 'text'>) =>
  a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;

const assertClear = (file: string, place: Omit<Box, 'text'>) => {
  const inTheWay = wordsOf(file, 3).filter((word) => overlaps(word, place));
  assert.deepEqual(inTheWay, []);
};

test('all forms of a first run take less than 4 seconds', () => {
  assert.ok(rendered.length >= 14);
  assert.ok(took < 4000, `${Math.round(took)} ms`);
});

test('pages, fonts and structure hold in every form', () => {
  for (const { file } of rendered) {
    run('qpdf', '--check', file);
    assert.match(run('pdfinfo', file), /Pages:\s+3\n[\s\S]*Page size:\s+595\.28 x 841\.89 pts \(A4\)/);
    const fonts = run('pdffonts', file).trim().split('\n').slice(2);
    assert.equal(fonts.length, 2);
    for (const font of fonts) assert.match(font, / yes yes yes +\d+ +0$/, 'embedded, a subset, with ToUnicode');
  }
});

test('name and keywords can be found, each keyword once', () => {
  for (const { file, name } of rendered) {
    const text = run('pdftotext', file, '-');
    assert.ok(text.includes(name), name);
    assert.equal(text.match(/第 ?\d ?页 ?共 ?3 ?页/g)?.length, 3);
    assert.equal(text.match(/演示文件，无法律效力 DEMO/g)?.length, 3);
    for (const keyword of ['患者签名', '亲属签名', '医师签名']) assert.equal(text.split(keyword).length, 2, keyword);
  }
});

test('no line starts with a closing mark or ends with an opening one', () => {
  for (const { file } of rendered)
    for (const line of run('pdftotext', '-layout', file, '-').split(/[\n\f]/)) {
      assert.doesNotMatch(line.trim(), /^[。，、；：？！）》」』】”’%]/u);
      assert.doesNotMatch(line.trim(), /[（《「『【“‘]$/u);
    }
});

test('text keeps to the margins; only half a closing mark may hang', () => {
  for (const { file } of rendered)
    for (const page of [1, 2, 3])
      for (const { left, right, bottom, top, text } of wordsOf(file, page)) {
        assert.ok(left >= 55.9 && right <= (/[。，、；：）]$/.test(text) ? 545.1 : 539.4), text);
        assert.ok(bottom >= 28 && top <= 822, text);
      }
});

test('beside each keyword there is room for a signature', () => {
  for (const { file } of rendered)
    for (const keyword of ['患者签名', '亲属签名', '医师签名']) {
      const label = wordsOf(file, 3).find(({ text }) => text.includes(keyword));
      assert.ok(label);
      const left = label.right + 4;
      assertClear(file, { left, right: left + 170, bottom: label.bottom + 1, top: label.bottom + 53 });
      // Where a task names only the keyword, the field stands across the label's middle.
      assertClear(file, { left, right: left + 150, bottom: label.bottom - 15, top: label.bottom + 33 });
    }
});

test('every field of every task stands clear beside its own label', async () => {
  const keywords = { patient: '患者签名', relative: '亲属签名', doctor: '医师签名' } as const;
  for (const { kind, pdf, file } of rendered) {
    const { fields } = formKinds[kind];
    const places = await resolvePlacements(
      pdf,
      fields.map(({ placement }) => placement),
      { fallback: false },
    );
    for (const [index, { page, rect }] of places.entries()) {
      const role = fields[index]?.role;
      assert.ok(role);
      const label = wordsOf(file, 3).find(({ text }) => text.includes(keywords[role]));
      assert.equal(page, 3);
      assert.ok(label && rect.x > label.right && rect.y >= label.bottom - 2 && rect.y < label.top, `${kind} ${role}`);
      assertClear(file, { left: rect.x, right: rect.x + rect.width, bottom: rect.y, top: rect.y + rect.height });
    }
  }
});

test('the anaesthesia form carries the field that its task names', async () => {
  for (const { kind, pdf } of rendered) {
    const document = await PDFDocument.load(pdf);
    const fields = document.getForm().getFields();
    assert.deepEqual(
      fields.map((field) => field.getName()),
      kind === 'anaesthesia' ? ['patient_signature'] : [],
    );
  }
});

test('the surgery form has a plain xref table, the transfusion form object streams', () => {
  for (const { kind, pdf } of rendered) {
    const bytes = Buffer.from(pdf).toString('latin1');
    assert.equal(/\nxref\n/.test(bytes), kind !== 'transfusion');
    assert.equal(bytes.includes('/ObjStm'), kind === 'transfusion');
  }
});

test('a task asks for one signature of each signer, in the signers’ names', () => {
  for (const kind of Object.keys(formKinds) as FormKind[]) {
    const task = formTask(kind, { patient: '王芳', doctor: '陈志远' });
    assert.deepEqual(
      task.fields.map(({ role }) => role),
      task.signers.map(({ role }) => role),
    );
    assert.equal(task.signers.find(({ role }) => role === 'patient')?.name, '王芳');
    assert.equal(task.signers.find(({ role }) => role === 'doctor')?.name, '陈志远');
  }
});
