import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { DocumentInfo, Placement, Task, TaskCreated } from '@bedsign/contract';
import { makePdf } from '../sealing/testing/fixtures.ts';
import type { RunningServer } from '../server.ts';
import { type Bench, createBench } from '../test-kit/test-bench.ts';
import { call, startDemo, temporaryFolder } from '../test-kit/test-server.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: RunningServer;
let bench: Bench;

before(async () => {
  folder = await temporaryFolder();
  server = await startDemo(folder.path);
  bench = await createBench(server.url, folder.path);
});
after(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const upload = async (pdf: Uint8Array): Promise<string> => {
  const { json } = await call(server.url, 'uploadDocument', {
    token: bench.integrator,
    query: { title: '知情同意书' },
    headers: { 'content-type': 'application/pdf' },
    bytes: pdf,
  });
  return (json as DocumentInfo).id;
};

const create = (like: Task, placement: Placement) =>
  call(server.url, 'createTask', {
    token: bench.integrator,
    json: {
      ...{ title: like.title, patientId: like.patient.id, documentId: like.documentId, allow: like.allow },
      signers: [{ role: 'patient', name: like.patient.name }],
      fields: [{ label: '患者签名', role: 'patient', placement }],
    },
  });

test('a place that an open task of the document waits for is refused, signed or not; the default makes way', async () => {
  const task = await bench.openTask();
  const [field] = task.fields.filter(({ role }) => role === 'patient');
  assert.ok(field);
  const same: Placement = { by: 'rect', page: field.page, rect: field.rect };
  const refused = await create(task, same);
  assert.deepEqual([refused.status, refused.error?.code], [422, 'FIELD_OVERLAPS']);

  const bundle = bench.bundle(task);
  assert.equal((await bench.submit(bundle, bench.seal(bundle))).status, 200);
  assert.equal((await create(task, same)).error?.code, 'FIELD_OVERLAPS');

  const answers = [await create(task, { by: 'default' }), await create(task, { by: 'default' })];
  const rects = answers.map(({ json }) => (json as TaskCreated).task.fields[0]?.rect);
  assert.notDeepEqual(rects[0], rects[1]);
  for (const { json } of answers) {
    const made = bench.bundle(await bench.task((json as TaskCreated).task.id));
    const { status, error } = await bench.submit(made, bench.seal(made));
    assert.equal(status, 200, error?.detail);
  }
});

test('patient and doctor sign in two text fields that the form names, one after the other', async () => {
  const like = await bench.openTask();
  const pdf = await makePdf([{}], {
    prepare: (document) => {
      for (const [y, name] of [
        [400, 'patient'],
        [300, 'doctor'],
      ] as const)
        document.getForm().createTextField(name).addToPage(document.getPage(0), { x: 50, y, width: 150, height: 40 });
    },
  });
  const documentId = await upload(pdf);
  for (const name of ['patient', 'doctor']) {
    const { json, error } = await create({ ...like, documentId }, { by: 'name', name });
    assert.equal(error, undefined);
    const bundle = bench.bundle(await bench.task((json as TaskCreated).task.id));
    const { status, error: refusal } = await bench.submit(bundle, bench.seal(bundle));
    assert.equal(status, 200, refusal?.detail);
  }
  assert.equal((await create({ ...like, documentId }, { by: 'name', name: 'doctor' })).error?.code, 'FIELD_OVERLAPS');
});

test('tasks that are made at the same time get places of their own, or one is refused', async () => {
  const like = await bench.openTask();
  const documentId = await upload(await makePdf([{}]));
  const rect = { x: 50, y: 400, width: 150, height: 40 };
  const same = await Promise.all([1, 2, 3].map(() => create({ ...like, documentId }, { by: 'rect', page: 1, rect })));
  assert.deepEqual(same.map(({ error }) => error?.code).toSorted(), ['FIELD_OVERLAPS', 'FIELD_OVERLAPS', undefined]);

  const made = await Promise.all([1, 2, 3, 4].map(() => create({ ...like, documentId }, { by: 'default' })));
  assert.deepEqual(
    made.map(({ error }) => error),
    [undefined, undefined, undefined, undefined],
  );
  const places = made.map(({ json }) => (json as TaskCreated).task.fields.map(({ rect: { x, y } }) => `${x} ${y}`)[0]);
  assert.equal(new Set(places).size, 4);
});
