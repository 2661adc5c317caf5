import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateChip } from '@bedsign/drivers';
import { chromium } from '@playwright/test';
import { chipCrypto } from '../../native-bridge/devices/chip-crypto.ts';
import { loadDataKey } from '../../native-bridge/keys/data-key.ts';
import { createSealedBox } from '../../native-bridge/keys/sealed-box.ts';
import { folders, startServer, startStation } from '../kit/product.ts';
import { expect, lookAt, test } from './fixtures.ts';
import { logIn } from './steps.ts';

const realPin = '654321';

/** The station's simulated chip gets a PIN of its own, as a real one has. */
const changePin = async (station: string): Promise<void> => {
  const file = join(station, 'simulated-chip.bin');
  const box = createSealedBox(loadDataKey(station, join(station, 'journal.sqlite')));
  const chip = simulateChip(chipCrypto, {
    load: () => box.open(new Uint8Array(readFileSync(file)), 'simulated chip'),
    save: (memory) => writeFileSync(file, box.seal(memory, 'simulated chip')),
  });
  await chip.changePin(realPin);
};

test('the nurse unlocks the security chip once', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedsign-pin-'));
  const server = await startServer(data);
  await (await startStation(data, server.ready.url)).stop();
  await changePin(folders(data).station);
  const station = await startStation(data, server.ready.url);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const nurse = await context.newPage();
    await nurse.goto(station.ready.nurse);
    await logIn(nurse);
    await nurse.getByTestId('devices-button').click();
    await expect(nurse.getByText('安全芯片口令不正确')).toBeVisible();
    await nurse.waitForTimeout(800);
    await lookAt(nurse, 'chip-pin-wrong-zh');
    await nurse.keyboard.press('Escape');
    await nurse.getByTestId('language').click();
    await nurse.getByTestId('devices-button').click();
    await nurse.getByTestId('chip-pin').fill('000000');
    await nurse.getByTestId('chip-unlock').click();
    await expect(nurse.getByText('8 tries left')).toBeVisible();
    await lookAt(nurse, 'chip-pin-wrong-en');
    await nurse.getByTestId('chip-pin').fill(realPin);
    await nurse.getByTestId('chip-unlock').click();
    await expect(nurse.getByTestId('chip-pin')).toBeHidden();
    await nurse.waitForTimeout(1500);
    await lookAt(nurse, 'chip-unlocked-en');
  } finally {
    await browser.close();
    await station.stop();
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
