/** The product's whole job in real Electron on two screens, started by electron-shell.test.ts. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from '@playwright/test';
import { showPages } from '../../electron/start/show-pages.ts';
import { superviseStation } from '../../electron/start/supervise.ts';
import { startServer, startStation } from '../kit/product.ts';
import { giveFingerprint, logIn, openTask, readToEnd, scan, takePhoto, writeBySimulator } from '../pages/steps.ts';
import { openElectronBench } from './electron-bench.ts';
import { photographer } from './photographs.ts';

const photograph = photographer(() => process.env.DISPLAY);

test('a patient signs in Electron, the pad’s screen being unplugged and plugged meanwhile', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-electron-flow-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(data, { recursive: true, force: true }));
  const server = await startServer(data);
  opened.defer(() => server.stop());
  const station = await superviseStation((port) => startStation(data, server.ready.url, port), console.error);
  opened.defer(() => station.stop());
  const bench = await openElectronBench();
  opened.defer(bench.close);
  opened.defer(bench.shell.quit);
  console.log(`in Electron from ${bench.origin}`);
  await showPages(bench.shell, station, (line) => assert.fail(line));

  const page = async (name: string): Promise<Page> => {
    for (;;) {
      const pages = (await bench.browser()).contexts().flatMap((context) => context.pages());
      const found = pages.find((candidate) => candidate.url().includes(name));
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const nurse = await page('nurse.html');
  await nurse.getByTestId('login-submit').waitFor();
  await logIn(nurse);
  await scan(nurse, '2026110303');
  await openTask({ nurse, patient: await page('patient.html') }, /同意书/);
  photograph('reading');

  bench.unplugPad();
  await nurse.getByTestId('pad-screen').waitFor();
  photograph('unplugged');
  bench.plugPad();
  await nurse.getByTestId('pad-screen').waitFor({ state: 'hidden' });
  const patient = await page('patient.html');
  await readToEnd(patient);
  for (let field = 0; field < 9 && !(await nurse.getByTestId('take-fingerprint').isVisible()); field++) {
    await writeBySimulator(nurse);
    photograph('signing');
    await patient.getByTestId('confirm').click();
    await nurse.waitForTimeout(300);
  }
  await giveFingerprint(nurse);
  await takePhoto(nurse);
  await nurse.getByTestId('submit').click();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 60_000 });
  photograph('signed');
});
