import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { ShellBench } from '../../electron/shell/testing/shell-contract.ts';

type Box = { x: number; y: number; width: number; height: number };

/** A second connection to a shell's Chromium, which looks at what the shell did; made when the browser runs. */
export const observeWindows = (profile: string) => {
  let connection: Promise<Browser> | undefined;
  const browser = (): Promise<Browser> => {
    connection ??= (async () => {
      const file = join(profile, 'DevToolsActivePort');
      while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 50));
      const [port] = readFileSync(file, 'utf8').split('\n');
      return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    })();
    return connection;
  };
  return {
    browser,
    /** Ends the process behind the page whose address holds `name`. */
    async crash(name: string): Promise<void> {
      const pages = (await browser()).contexts().flatMap((context) => context.pages());
      const page = pages.find((candidate) => candidate.url().includes(`${name}.html`));
      if (!page) throw new Error(`no ${name} page`);
      const session = await page.context().newCDPSession(page);
      // Never answered: who would answer has ended.
      session.send('Page.crash').catch(() => undefined);
      await page.waitForEvent('crash');
      // To this connection the page is dead for good, whatever its window shows later.
      await (await browser()).close();
      connection = undefined;
    },
    /** Each page's own word for where it stands. */
    async windows(): ReturnType<ShellBench['windows']> {
      const pages = (await browser()).contexts().flatMap((context) => context.pages());
      return Promise.all(
        pages.map(async (page) => ({
          url: page.url(),
          ...(await page.evaluate<Box>('({ x: screenX, y: screenY, width: outerWidth, height: outerHeight })')),
        })),
      );
    },
  };
};
