import { expect, look, test } from './fixtures.ts';
import { giveFingerprint, logIn, openTask, readToEnd, scan, takePhoto, write, writeBySimulator } from './steps.ts';

test.describe.configure({ mode: 'serial' });

test('a patient signs: log in, scan, read, sign, fingerprint, photo, submit, verify', async ({ screens }) => {
  const { nurse, patient } = screens;
  expect(await patient.evaluate('[innerWidth, innerHeight]'), 'the patient page fills the pad').toEqual([1280, 800]);
  await nurse.getByTestId('login-submit').waitFor();
  await look(screens, '01-login');
  await logIn(nurse);
  await look(screens, '02-patients');
  await scan(nurse, '2026110234');
  await look(screens, '03-patient');
  await openTask(screens, /手术/);
  await look(screens, '04-reading');
  await readToEnd(patient);

  await write(patient);
  await patient.getByTestId('clear').click();
  await patient.getByTestId('confirm').click();
  await expect(patient.getByText('还没有签名笔迹')).toBeVisible();
  await look(screens, '05-nothing-written');
  await writeBySimulator(nurse);
  await look(screens, '06-signing');
  await patient.getByTestId('confirm').click();

  await nurse.getByTestId('take-fingerprint').waitFor();
  await look(screens, '07-fingerprint');
  await giveFingerprint(nurse);
  await expect(nurse.getByTestId('shoot-photo')).toBeEnabled();
  await look(screens, '08-photo');
  await takePhoto(nurse);
  await look(screens, '09-review');
  await nurse.getByTestId('submit').click();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 30_000 });
  await look(screens, '10-signed');

  await nurse.getByTestId('open-signed-pdf').click();
  await nurse.locator('.ant-modal canvas').first().waitFor();
  await nurse.waitForTimeout(800);
  await look(screens, '11-signed-pdf');
  await nurse.keyboard.press('Escape');
  await nurse.getByTestId('open-report').click();
  await expect(nurse.getByTestId('check-signature').first()).toBeVisible();
  await look(screens, '12-report');
  await nurse.keyboard.press('Escape');
  await nurse.getByTestId('close-session').click();
});

test('a relative signs the same form, in English, by the simulated pad', async ({ screens }) => {
  const { nurse, patient } = screens;
  await nurse.getByTestId('language').click();
  await patient.getByTestId('language').click();
  await scan(nurse, '2026110234');
  await openTask(screens, /手术/, /relative/i);
  await look(screens, '20-en-reading');
  await readToEnd(patient);
  await writeBySimulator(nurse);
  await look(screens, '21-en-signing');
  await patient.getByTestId('confirm').click();
  await giveFingerprint(nurse);
  await takePhoto(nurse);
  await look(screens, '22-en-review');
  await nurse.getByTestId('submit').click();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 30_000 });
  await look(screens, '23-en-signed');
  await nurse.getByTestId('close-session').click();
  await nurse.getByTestId('language').click();
  await patient.getByTestId('language').click();
});

test('cancel leaves nothing half-signed', async ({ screens }) => {
  const { nurse, patient } = screens;
  await scan(nurse, '2026110303');
  await openTask(screens, /同意书/);
  await readToEnd(patient);
  await write(patient);
  await patient.getByTestId('confirm').click();
  await nurse.getByTestId('take-fingerprint').waitFor();
  await nurse.getByTestId('cancel').click();
  await nurse.getByTestId('cancel-confirm').waitFor();
  await nurse.waitForTimeout(400);
  await look(screens, '30-cancel');
  await nurse.getByTestId('cancel-confirm').click();
  await expect(patient.getByTestId('step-waiting')).toBeVisible();
  await expect(nurse.getByTestId('queue-button')).toContainText('待提交 0');
  await openTask(screens, /同意书/);
  await nurse.getByTestId('cancel').click();
  await nurse.getByTestId('cancel-confirm').click();
});

test('the server is away: the signature waits, and is signed when it is back', async ({ screens }) => {
  const { nurse, patient } = screens;
  await scan(nurse, '2026110303');
  await openTask(screens, /同意书/);
  await readToEnd(patient);
  await write(patient);
  await patient.getByTestId('confirm').click();
  await giveFingerprint(nurse);
  await takePhoto(nurse);
  await screens.stopServer();
  await nurse.getByTestId('submit').click();
  await expect(nurse.getByText('连接不上签名服务器').first()).toBeVisible();
  await look(screens, '40-waiting');
  await nurse.getByTestId('queue-button').click();
  await nurse.waitForTimeout(500);
  await look(screens, '41-queue');
  await nurse.keyboard.press('Escape');
  await screens.restartServer();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 60_000 });
  await nurse.getByTestId('close-session').click();
});
