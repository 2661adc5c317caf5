import { expect, lookAt, test } from './fixtures.ts';
import { beLoggedIn, openTask, readToEnd, scan, writeBySimulator } from './steps.ts';

test('the pad’s screen is unplugged while a patient reads, and plugged again: the signing goes on there', async ({
  screens,
}) => {
  const { nurse } = screens;
  await beLoggedIn(nurse);
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

test('of two strange screens the nurse says which is the pad’s, with numbers on all of them', async ({ screens }) => {
  const { nurse } = screens;
  await beLoggedIn(nurse);
  const strange = { width: 1600, height: 900 };
  await screens.unplugScreen();
  await screens.plugScreen({ left: 1920, label: 'X', ...strange });
  await screens.plugScreen({ left: 3520, label: 'Y', ...strange });
  await expect(nurse.getByTestId('choose-screen-3')).toBeVisible();
  await lookAt(nurse, 'pad-screen-unclear-nurse');

  await nurse.getByTestId('identify-screens').click();
  const number = await screens.page('identify.html#3');
  await expect(number.locator('p')).toHaveText('3');
  await lookAt(number, 'pad-screen-number');
  await nurse.getByTestId('choose-screen-3').click();
  await expect(nurse.getByTestId('pad-screen')).toBeHidden();
  const isPlaced = (place: number[]) =>
    expect(async () =>
      expect(await (await screens.patientPage()).evaluate('[innerWidth, innerHeight, screenX]')).toEqual(place),
    ).toPass();
  await isPlaced([1600, 900, 3520]);

  await screens.unplugScreen(3520);
  await screens.unplugScreen();
  await screens.plugScreen();
  await isPlaced([1280, 800, 1920]);
});

test('a pad’s screen that shows the nurse’s picture, or that the desktop magnifies, is named with what to do', async ({
  screens,
}) => {
  const { nurse } = screens;
  await beLoggedIn(nurse);
  await screens.mirrorScreen();
  await expect(nurse.getByTestId('pad-screen')).toContainText('您的画面');
  await lookAt(nurse, 'pad-screen-mirrored-nurse');
  await screens.unplugScreen(0);
  await screens.plugScreen();
  await expect(nurse.getByTestId('pad-screen')).toBeHidden();

  await screens.scaleScreen(1.5);
  await expect(nurse.getByTestId('pad-screen')).toContainText('150%');
  await lookAt(nurse, 'pad-screen-scaled-nurse');
  await screens.unplugScreen();
  await screens.plugScreen();
  await expect(nurse.getByTestId('pad-screen')).toBeHidden();
});
