import { expect, lookAt, test } from './fixtures.ts';
import { logIn, openTask, readToEnd, scan, writeBySimulator } from './steps.ts';

test('the pad’s screen is unplugged while a patient reads, and plugged again: the signing goes on there', async ({
  screens,
}) => {
  const { nurse } = screens;
  if (await nurse.getByTestId('login-submit').isVisible()) await logIn(nurse);
  await scan(nurse, '2026110303');
  await openTask({ ...screens, patient: await screens.patientPage() }, /同意书/);

  await screens.unplugScreen();
  await expect(nurse.getByTestId('pad-screen')).toContainText('没有找到签名屏');
  await lookAt(nurse, 'pad-screen-unplugged-nurse');

  await screens.plugScreen();
  await expect(nurse.getByTestId('pad-screen')).toBeHidden();
  const patient = await screens.patientPage();
  await patient.getByTestId('page-next').waitFor();
  expect(await patient.evaluate('[innerWidth, innerHeight, screenX]')).toEqual([1280, 800, 1920]);
  await lookAt(patient, 'pad-screen-plugged-patient');
  await readToEnd(patient);
  await writeBySimulator(nurse);
  await patient.getByTestId('confirm').click();
  await nurse.getByTestId('take-fingerprint').waitFor();
  await nurse.getByTestId('cancel').click();
  await nurse.getByTestId('cancel-confirm').click();
});
