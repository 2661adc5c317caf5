import { chromium } from '@playwright/test';
import { bundle } from './bundle.ts';
import type { Outcome } from './shims/node-test.ts';

export type Report = { runtime: string; results: { file: string; outcomes: Outcome[] }[] };

const origin = 'http://localhost'; // a secure context, so that WebCrypto is there; nothing listens, every request is answered here

/** Each test file in a fresh page of Debian's Chromium. */
export async function inChromium(files: readonly string[]): Promise<Report> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  try {
    const results: Report['results'] = [];
    for (const file of files) {
      const code = await bundle(file);
      const page = await browser.newPage();
      await page.route(`${origin}/**`, (route) =>
        route.request().url().endsWith('.js')
          ? route.fulfill({ contentType: 'text/javascript', body: code })
          : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>tests</title>' }),
      );
      await page.goto(`${origin}/`);
      const outcomes = await page.evaluate(async (url): Promise<Outcome[]> => {
        await import(url);
        return (globalThis as unknown as { runTests(): Promise<Outcome[]> }).runTests();
      }, `${origin}/suite.js`);
      results.push({ file, outcomes });
      await page.close();
    }
    return { runtime: `Chromium ${browser.version()}`, results };
  } finally {
    await browser.close();
  }
}
