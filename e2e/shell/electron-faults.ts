/** kill -9 of what Electron runs, in the midst of one signing, on the installed application; started by electron-shell.test.ts. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from '@playwright/test';
import { startServer } from '../kit/product.ts';
import { giveFingerprint, logIn, openTask, readToEnd, scan, takePhoto, writeBySimulator } from '../pages/steps.ts';
import { installApplication } from './application.ts';
import { photographer } from './photographs.ts';

/** The station that a launcher started. */
const stationOf = (launcher: number): number =>
  Number(execFileSync('pgrep', ['-P', String(launcher), '-f', 'native-bridge/main.js'], { encoding: 'utf8' }));

/** Long enough for a page to be there again: whoever connects before sees it dead for good. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 3000));

/** The note that says what ended, which the nurse then puts away. */
const readNote = async (nurse: Page, what: RegExp): Promise<void> => {
  await nurse.getByTestId('mishap').filter({ hasText: what }).waitFor();
  await nurse.getByTestId('mishap-seen').click();
};

/** Takes the interrupted capture up from the queue. */
const resume = async (nurse: Page): Promise<void> => {
  await nurse.getByTestId('queue-button').click();
  await nurse.getByRole('button', { name: '继续完成' }).click();
  await nurse.getByTestId('take-fingerprint').waitFor();
};

test('page, station and program die during one signing: nothing confirmed is lost, and it is signed once', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-electron-faults-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(data, { recursive: true, force: true }));
  const server = await startServer(data);
  opened.defer(() => server.stop());
  const application = await installApplication(data, server.ready.url);
  opened.defer(application.close);
  console.log(`in Electron from ${application.origin}`);
  const photograph = photographer(() => application.desktop.display);

  let running = application.start();
  let nurse = await running.page('nurse.html');
  await logIn(nurse);
  await scan(nurse, '2026110303');
  await openTask({ nurse, patient: await running.page('patient.html') }, /同意书/);

  // While the patient reads: the patient's page.
  await running.crash('patient');
  await settled();
  nurse = await running.page('nurse.html');
  await readNote(nurse, /患者页面意外关闭/);
  await readToEnd(await running.page('patient.html'));

  // While the patient writes: the nurse's page.
  await running.crash('nurse');
  await settled();
  nurse = await running.page('nurse.html');
  await readNote(nurse, /护士页面意外关闭/);
  const patient = await running.page('patient.html');
  for (let field = 0; field < 9 && !(await nurse.getByTestId('take-fingerprint').isVisible()); field++) {
    await writeBySimulator(nurse);
    await patient.getByTestId('confirm').click();
    await nurse.waitForTimeout(300);
  }
  await nurse.getByTestId('take-fingerprint').waitFor();

  // The patient has confirmed: the station.
  process.kill(stationOf(running.child.pid ?? 0), 'SIGKILL');
  await nurse.getByTestId('login-submit').waitFor();
  await nurse.getByTestId('mishap').filter({ hasText: '工作站程序意外中断' }).waitFor();
  photograph('station-killed');
  await nurse.getByTestId('mishap-seen').click();
  await logIn(nurse);
  await resume(nurse);

  // The program itself, with all its windows; its station ends with it.
  const orphan = stationOf(running.child.pid ?? 0);
  running.child.kill('SIGKILL');
  await running.ended;
  for (let waited = 0; waited < 200; waited++) {
    try {
      process.kill(orphan, 0);
    } catch {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.throws(() => process.kill(orphan, 0), 'the station outlived its launcher');
  running = application.start();
  nurse = await running.page('nurse.html');
  await readNote(nurse, /上次程序没有正常退出/);
  await logIn(nurse);
  await resume(nurse);
  await giveFingerprint(nurse);
  await takePhoto(nurse);
  await nurse.getByTestId('submit').click();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 60_000 });
  await nurse.close();
  assert.deepEqual(await running.ended, [0, null], application.log());
});
