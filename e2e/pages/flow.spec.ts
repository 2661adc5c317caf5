import type { Page } from '@playwright/test';
import { look, test } from './fixtures.ts';

/** Writes a few strokes into the box with the pointer, as a pen would: down, many moves, up. */
const write = async (page: Page): Promise<void> => {
  const box = await page.getByTestId('writing-box').boundingBox();
  if (!box) throw new Error('no writing box');
  const at = (fx: number, fy: number) => [box.x + box.width * fx, box.y + box.height * fy] as const;
  const strokes = [
    [at(0.25, 0.3), at(0.7, 0.28)],
    [at(0.48, 0.15), at(0.46, 0.85)],
    [at(0.45, 0.5), at(0.2, 0.8)],
    [at(0.5, 0.5), at(0.78, 0.8)],
  ];
  for (const [from, to] of strokes) {
    if (!from || !to) continue;
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 25 });
    await page.mouse.up();
  }
};

const readToEnd = async (patient: Page): Promise<void> => {
  const next = patient.getByTestId('page-next');
  while (await next.isEnabled()) {
    await next.click();
    await patient.waitForTimeout(300);
  }
};

test('a patient signs a form: read, sign, fingerprint, photo, submit, verify', async ({ bedside }) => {
  const { nurse, patient } = bedside;
  await look(bedside, '01-login');
  await nurse.getByTestId('login-username').fill('N1001');
  await nurse.getByTestId('login-password').fill('demo-1001');
  await nurse.getByTestId('login-submit').click();

  const firstPatient = nurse.locator('[data-testid^="patient-row-"]').first();
  await firstPatient.waitFor();
  await look(bedside, '02-patients');
  await firstPatient.click();
  await nurse.locator('[data-testid^="task-row-"]').first().click();
  await look(bedside, '03-task');
  await nurse.getByTestId('start-signing').click();

  await patient.getByTestId('page-next').waitFor();
  await look(bedside, '04-reading');
  await readToEnd(patient);
  await patient.getByTestId('start-signing').click();

  await patient.getByTestId('writing-box').waitFor();
  await write(patient);
  await look(bedside, '05-signing');
  await patient.getByTestId('clear').click();
  await write(patient);
  await patient.getByTestId('confirm').click();

  await nurse.getByTestId('take-fingerprint').click();
  await nurse.getByTestId('simulate-finger').click();
  await nurse.getByTestId('shoot-photo').waitFor({ timeout: 30_000 });
  await look(bedside, '06-photo');
  await nurse.getByTestId('shoot-photo').click();

  await nurse.getByTestId('submit').waitFor();
  await look(bedside, '07-review');
  await nurse.getByTestId('submit').click();
  await nurse.getByTestId('signed-panel').waitFor({ timeout: 30_000 });
  await look(bedside, '08-signed');

  await nurse.getByTestId('open-signed-pdf').click();
  await nurse.waitForTimeout(1500);
  await look(bedside, '09-signed-pdf');
  await nurse.keyboard.press('Escape');
  await nurse.getByTestId('open-report').click();
  await nurse.waitForTimeout(1000);
  await look(bedside, '10-report');
});
