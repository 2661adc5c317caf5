/** The installed application in real Electron, started by electron-shell.test.ts. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../kit/product.ts';
import { logIn } from '../pages/steps.ts';
import { type Application, installApplication } from './application.ts';

const data = mkdtempSync(join(tmpdir(), 'bedsign-electron-application-'));
const opened = new AsyncDisposableStack();
let application: Application;
before(async () => {
  const server = await startServer(data);
  opened.defer(() => rmSync(data, { recursive: true, force: true }));
  opened.defer(() => server.stop());
  application = await installApplication(data, server.ready.url);
  opened.defer(application.close);
  console.log(`in Electron from ${application.origin}`);
});
after(() => opened.disposeAsync());

test('the icon starts the station and both pages; closing the nurse’s window ends all of it', async () => {
  const running = application.start();
  const nurse = await running.page('nurse.html');
  await nurse.getByTestId('login-submit').waitFor();
  await logIn(nurse);
  await running.page('patient.html');
  await nurse.close();
  const [code] = await running.ended;
  assert.equal(code, 0, application.log());
  assert.match(application.log(), /ended: window closed/);
});
