import type { Locator, Page } from '@playwright/test';
import { expect, type Screens } from './fixtures.ts';

const at = (page: Page, prefix: string): Locator => page.locator(`[data-testid^="${prefix}"]`);

export const logIn = async (nurse: Page): Promise<void> => {
  await nurse.getByTestId('login-username').fill('N1001');
  await nurse.getByTestId('login-password').fill('demo-1001');
  await nurse.getByTestId('login-submit').click();
  await at(nurse, 'patient-row-').first().waitFor();
};

/** Logs in where nobody is: the tests of one file follow each other, those of several files do too. */
export const beLoggedIn = async (nurse: Page): Promise<void> => {
  const login = nurse.getByTestId('login-submit');
  await login.or(nurse.getByTestId('logout')).waitFor();
  if (await login.isVisible()) await logIn(nurse);
};

/** Types a wristband's number as a barcode scanner does: fast, and Enter at the end. */
export const scan = async (nurse: Page, number: string): Promise<void> => {
  await nurse.keyboard.type(number, { delay: 5 });
  await nurse.keyboard.press('Enter');
  await expect(nurse.getByTestId('patient-banner')).toContainText(number);
};

/** Opens the first task whose title has `title` for the signer `signer`, and waits for the patient's page. */
export const openTask = async (
  { nurse, patient }: Pick<Screens, 'nurse' | 'patient'>,
  title: RegExp,
  signer?: RegExp,
): Promise<void> => {
  await at(nurse, 'task-row-').filter({ hasText: title }).first().click();
  if (signer) await nurse.getByRole('radio', { name: signer }).check({ force: true });
  const name = nurse.getByTestId('signer-name');
  if (await name.isVisible()) await name.fill('赵小军');
  await nurse.getByTestId('start-signing').click();
  await patient.getByTestId('page-next').waitFor();
  await nurse.locator('.document-view canvas').waitFor();
};

/** Taps 往下看 until the last page's end has been seen, then 我已阅读. */
export const readToEnd = async (patient: Page): Promise<void> => {
  const start = patient.getByTestId('start-signing');
  for (let taps = 0; taps < 60 && !(await start.isEnabled()); taps++) {
    await patient.getByTestId('page-next').click();
    await patient.waitForTimeout(150);
  }
  await start.click();
  await patient.getByTestId('writing-box').waitFor();
};

/** Writes 大 into the box with the pointer, as a pen would: down, many moves, up. */
export const write = async (page: Page): Promise<void> => {
  const box = await page.getByTestId('writing-box').boundingBox();
  if (!box) throw new Error('no writing box');
  const strokes = [
    [0.25, 0.35, 0.72, 0.32],
    [0.48, 0.12, 0.22, 0.85],
    [0.49, 0.42, 0.78, 0.85],
  ] as const;
  for (const [fromX, fromY, toX, toY] of strokes) {
    await page.mouse.move(box.x + box.width * fromX, box.y + box.height * fromY);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * toX, box.y + box.height * toY, { steps: 25 });
    await page.mouse.up();
  }
};

/** The simulated pad writes a sample signature by its own reports. */
export const writeBySimulator = async (nurse: Page): Promise<void> => {
  await nurse.getByTestId('simulate-signature').click();
  await expect(nurse.getByTestId('simulate-signature')).toBeEnabled({ timeout: 20_000 });
};

export const giveFingerprint = async (nurse: Page): Promise<void> => {
  await nurse.getByTestId('take-fingerprint').click();
  await nurse.getByTestId('simulate-finger').click();
  await nurse.getByTestId('shoot-photo').waitFor({ timeout: 30_000 });
};

export const takePhoto = async (nurse: Page): Promise<void> => {
  await expect(nurse.getByTestId('shoot-photo')).toBeEnabled();
  await nurse.getByTestId('shoot-photo').click();
  await nurse.getByTestId('submit').waitFor();
};
