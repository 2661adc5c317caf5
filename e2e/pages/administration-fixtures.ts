import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, chromium, type Page } from '@playwright/test';
import { startServer } from '../kit/product.ts';

export type Administration = {
  /** The server's address. */
  url: string;
  data: string;
  /** The page of an administrator who is logged in already, in the smallest window that must do. */
  page: Page;
  browser: Browser;
};

export const sizes = { small: { width: 1280, height: 800 }, large: { width: 1920, height: 1080 } } as const;

/** The server of a fresh demo hospital, and its administration in a browser. */
export const test = base.extend<object, { administration: Administration }>({
  administration: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const data = mkdtempSync(join(tmpdir(), 'bedsign-administration-'));
      const server = await startServer(data);
      const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--disable-gpu'] });
      const context = await browser.newContext({ viewport: sizes.small });
      const page = await context.newPage();
      await page.goto(`${server.ready.url}/administration/`);
      await use({ url: server.ready.url, data, page, browser });
      await browser.close();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});
