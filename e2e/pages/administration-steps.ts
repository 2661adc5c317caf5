import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { sizes } from './administration-fixtures.ts';
import { lookAt } from './fixtures.ts';

export const logIn = async (page: Page, username = 'admin', password = 'demo-admin'): Promise<void> => {
  await page.getByTestId('login-username').fill(username);
  await page.getByTestId('login-password').fill(password);
  await page.keyboard.press('Enter');
};

export const openSection = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('tab', { name }).click();
};

/** The page neither scrolls sideways nor hides anything to the right. */
export const fits = async (page: Page): Promise<void> => {
  const sticksOut = await page.evaluate<boolean>(
    `[document.documentElement, ...document.querySelectorAll('main, .ant-tabs-content-holder')]
      .some((element) => element.scrollWidth > element.clientWidth)`,
  );
  expect(sticksOut).toBe(false);
};

/** Looks at the page in both window sizes and both languages. */
export const lookAround = async (page: Page, name: string): Promise<void> => {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const language of ['zh', 'en']) {
      await page.waitForTimeout(300);
      await fits(page);
      await lookAt(page, `administration-${name}-${size}-${language}`);
      await page.getByTestId('language').click();
    }
  }
  await page.setViewportSize(sizes.small);
};
