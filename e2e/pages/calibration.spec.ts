import type { Page } from '@playwright/test';
import { expect, lookAt, test } from './fixtures.ts';
import { beLoggedIn, openTask, readToEnd, scan, write } from './steps.ts';

/** A tap with the mouse, which moves the simulated pen; `by`: pixels beside the cross. */
const tapCross = async (patient: Page, by = 0): Promise<void> => {
  const box = await patient.getByTestId('calibration-cross').boundingBox();
  if (!box) throw new Error('no cross');
  const number = await patient.locator('.calibration-words > p').textContent();
  await patient.mouse.move(box.x + box.width / 2 + by, box.y + box.height / 2);
  await patient.mouse.down();
  await patient.mouse.up();
  await expect(patient.locator('.calibration-words > p')).not.toHaveText(number ?? '');
};

/** How far the dot that follows the pen stands from the pen, pixels. */
const dotBeside = async (patient: Page, x: number, y: number): Promise<number> => {
  await patient.mouse.move(x - 3, y);
  await patient.mouse.move(x, y);
  await patient.waitForTimeout(300);
  // A pen that rests sends nothing, so the dot may be hidden again; where it was last still stands in its style.
  const [dotX, dotY] = (await patient.evaluate(
    `document.querySelector('.pen-cursor').style.transform.match(/-?[\\d.]+/g).map(Number)`,
  )) as [number, number];
  return Math.hypot(dotX - x, dotY - y);
};

const closeDrawer = async (nurse: Page): Promise<void> => {
  await nurse.locator('.ant-drawer-close').click();
  await nurse.locator('.ant-drawer-mask').waitFor({ state: 'hidden' });
};

test('a pad whose ink misses the pen is calibrated from the devices drawer; then buttons and ink are where the pen is', async ({
  screens,
}) => {
  const { nurse } = screens;
  const patient = await screens.patientPage();
  await beLoggedIn(nurse);
  await nurse.getByTestId('devices-button').click();
  await nurse.getByTestId('simulate-skew').click();
  expect(await dotBeside(patient, 640, 400)).toBeGreaterThan(15);
  await nurse.waitForTimeout(400);
  await lookAt(nurse, 'calibration-none-nurse');

  await nurse.getByTestId('calibrate').click();
  await patient.getByTestId('calibration-tapping').waitFor();
  await lookAt(patient, 'calibration-cross-patient');
  await lookAt(nurse, 'calibration-tapping-nurse');
  for (const by of [0, 60, 0, 0]) await tapCross(patient, by);
  await patient.getByTestId('calibration-failed').waitFor();
  await expect(nurse.getByText('点的位置与十字对不上').first()).toBeVisible();
  await lookAt(patient, 'calibration-failed-patient');
  await lookAt(nurse, 'calibration-failed-nurse');

  await nurse.getByTestId('calibrate').click();
  for (let cross = 1; cross <= 5; cross++) await tapCross(patient);
  await patient.getByTestId('calibration-done').waitFor();
  for (const [x, y] of [
    [640, 400],
    [150, 120],
    [1130, 700],
  ] as const)
    expect(await dotBeside(patient, x, y)).toBeLessThan(3);
  await lookAt(patient, 'calibration-done-patient');
  await lookAt(nurse, 'calibration-done-nurse');
  await nurse.getByTestId('language').click({ force: true });
  await lookAt(nurse, 'calibration-done-en-nurse');
  await nurse.getByTestId('language').click({ force: true });
  await nurse.getByTestId('calibration-end').click();
  await closeDrawer(nurse);

  await scan(nurse, '2026110303');
  await openTask({ nurse, patient }, /同意书/);
  await readToEnd(patient);
  await write(patient);
  await lookAt(patient, 'calibration-signed-patient');
  await patient.getByTestId('confirm').click();
  await nurse.getByTestId('take-fingerprint').waitFor();
  await nurse.getByTestId('cancel').click();
  await nurse.getByTestId('cancel-confirm').click();
  await nurse.getByTestId('devices-button').click();
  await nurse.getByTestId('simulate-skew').click();
  await nurse.getByTestId('calibrate').click();
  for (let cross = 1; cross <= 5; cross++) await tapCross(patient);
  await nurse.getByTestId('calibration-end').click();
  await closeDrawer(nurse);
  await nurse.getByTestId('logout').click();
});
