import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { test as base, chromium, expect, type Page } from '@playwright/test';
import { openBrowserShell } from '../../electron/shell/browser-shell.ts';
import { showPages } from '../../electron/start/show-pages.ts';
import { superviseStation } from '../../electron/start/supervise.ts';
import { startServer, startStation } from '../kit/product.ts';
import { padScreenOf, twoScreens } from '../kit/two-screens.ts';

/** A camera that shows a test picture, and a second connection for Playwright. */
const flags = [
  ...twoScreens,
  '--remote-debugging-port=0',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

const shots = fileURLToPath(new URL('../../test-results-screenshots', import.meta.url));

export type Screens = ReturnType<typeof padScreenOf> & {
  nurse: Page;
  patient: Page;
  /** The open page whose address has `part`, once there is one. */
  page(part: string): Promise<Page>;
  /** The patient page as it is now; a new one stands on the pad's screen after this was unplugged. */
  patientPage(): Promise<Page>;
  /** Takes the server away, and brings it back at the same address. */
  stopServer(): Promise<void>;
  restartServer(): Promise<void>;
};

/** The whole product on a fresh demo hospital, in the real browser shell on two emulated screens. */
export const test = base.extend<object, { screens: Screens }>({
  screens: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const data = mkdtempSync(join(tmpdir(), 'bedsign-pages-'));
      let server = await startServer(data);
      const start = (port?: number) => startStation(data, server.ready.url, port);
      const station = await superviseStation(start, console.error);
      const shell = await openBrowserShell('/usr/bin/chromium', data, flags);
      await showPages(shell, station, console.error);

      const [port] = readFileSync(join(data, 'browser-profile', 'DevToolsActivePort'), 'utf8').split('\n');
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      const pages = () => browser.contexts().flatMap((context) => context.pages());
      const page = async (name: string): Promise<Page> => {
        await expect.poll(() => pages().some((candidate) => candidate.url().includes(name))).toBe(true);
        return pages().find((candidate) => candidate.url().includes(name)) as Page;
      };
      await use({
        nurse: await page('nurse.html'),
        patient: await page('patient.html'),
        page,
        patientPage: () => page('patient.html'),
        ...padScreenOf(browser),
        stopServer: () => server.stop(),
        restartServer: async () => {
          server = await startServer(data, Number(new URL(server.ready.url).port));
        },
      });

      await browser.close();
      await shell.quit();
      await station.stop();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

/** Keeps a picture of a page and holds it against WCAG 2.1 A and AA; serious findings fail. */
export const lookAt = async (page: Page, name: string): Promise<void> => {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
};

/** `lookAt` both screens. */
export const look = async ({ nurse, patient }: Screens, name: string): Promise<void> => {
  await lookAt(nurse, `${name}-nurse`);
  await lookAt(patient, `${name}-patient`);
};

export { expect };
