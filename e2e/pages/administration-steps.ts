import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type IssuedTimeStamp, type LoginResult, routePath } from '@bedsign/contract';
import type { Locator, Page } from '@playwright/test';
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
    `[document.documentElement, ...document.querySelectorAll('main, .ant-tabs-body-holder')]
      .some((element) => element.scrollWidth > element.clientWidth)`,
  );
  expect(sticksOut).toBe(false);
};

/** A wheel reaches what is below: only the section scrolls, under header and tabs. */
export const scrolls = async (page: Page): Promise<void> => {
  const holder = page.locator('.ant-tabs-body-holder');
  await holder.hover();
  await page.mouse.wheel(0, 400);
  await expect.poll(() => holder.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
  await expect(page.getByTestId('logout')).toBeInViewport();
  await holder.evaluate((element) => element.scrollTo(0, 0));
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

const post = async <T>(url: string, body: unknown, token = ''): Promise<T> => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as T;
};

/** The demo's business system has SM3 digests stamped. */
export const issue = async (url: string, digests: string[]): Promise<IssuedTimeStamp[]> => {
  const { token } = await post<LoginResult>(`${url}${routePath('login')}`, { username: 'his', password: 'demo-his' });
  const address = `${url}${routePath('issueTimeStamp')}`;
  return Promise.all(digests.map((digest) => post<IssuedTimeStamp>(address, { hash: 'sm3', digest }, token)));
};

/** Drops files as a person does from the desktop. */
export const dropFiles = async (zone: Locator, paths: string[]): Promise<void> => {
  const files = paths.map((path) => ({ name: basename(path), bytes: [...readFileSync(path)] }));
  const dataTransfer = await zone.page().evaluateHandle(`(() => {
    const data = new DataTransfer();
    for (const { name, bytes } of ${JSON.stringify(files)}) data.items.add(new File([Uint8Array.from(bytes)], name));
    return data;
  })()`);
  await zone.dispatchEvent('drop', { dataTransfer });
};
