/** The installed application in real Electron, started by electron-shell.test.ts. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Task } from '@bedsign/contract';
import { newTask } from '../kit/bedside.ts';
import { onePagePdf } from '../kit/one-page-pdf.ts';
import { demoLogin, startServer } from '../kit/product.ts';
import { connectServer } from '../kit/server-client.ts';
import { logIn } from '../pages/steps.ts';
import { type Application, installApplication } from './application.ts';
import { photographer } from './photographs.ts';

const data = mkdtempSync(join(tmpdir(), 'bedsign-electron-application-'));
const photograph = photographer(() => application.desktop.display);
const opened = new AsyncDisposableStack();
let application: Application;
let tasks: [Task, Task];
before(async () => {
  const server = await startServer(data);
  const { username, password } = await demoLogin(data, 'his');
  const his = await connectServer(server.ready.url, username, password);
  tasks = [
    await newTask(his, await onePagePdf('A'), '手术同意书 A'),
    await newTask(his, await onePagePdf('B'), '手术同意书 B'),
  ];
  opened.defer(() => rmSync(data, { recursive: true, force: true }));
  opened.defer(() => server.stop());
  application = await installApplication(data, server.ready.url);
  opened.defer(application.close);
  console.log(`in Electron from ${application.origin}`);
});
after(() => opened.disposeAsync());

test('a link opens its task after log-in; a further start gives its own to the running program', async () => {
  const running = application.start(`bedsign://task/${tasks[0].id}`);
  const nurse = await running.page('nurse.html');
  await nurse.getByTestId('link-note').waitFor();
  photograph('link-before-login');
  await logIn(nurse);
  await nurse.locator(`[data-testid="task-row-${tasks[0].id}"][aria-expanded="true"]`).waitFor();
  await nurse.getByTestId('start-signing').waitFor();
  photograph('link-opened');

  const [code] = await application.start(`bedsign://task/${tasks[1].id}`).ended;
  assert.equal(code, 0);
  await nurse.locator(`[data-testid="task-row-${tasks[1].id}"][aria-expanded="true"]`).waitFor();
  await application.start('bedsign://task/../login').ended;
  await nurse.getByText('TASK_LINK_INVALID').waitFor();
  photograph('link-refused');

  await running.page('patient.html');
  await nurse.close();
  assert.deepEqual(await running.ended, [0, null], application.log());
  assert.match(application.log(), /ended: window closed/);
});
