/** What a page in an Electron window cannot do, even one that was taken over; started by electron-shell.test.ts. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from '@playwright/test';
import { openElectronBench } from './electron-bench.ts';

let bench: Awaited<ReturnType<typeof openElectronBench>>;
let nurse: Page;
before(async () => {
  bench = await openElectronBench();
  await bench.shell.openNurse(bench.page('nurse'));
  await bench.shell.openPatient(bench.page('patient'), null);
  const pages = (await bench.browser()).contexts().flatMap((context) => context.pages());
  nurse = pages.find((page) => page.url().includes('nurse')) as Page;
  console.log(`in Electron from ${bench.origin}`);
});
after(async () => {
  await bench.shell.quit();
  await bench.close();
});

/** The pages that are open a moment after a script ran in the nurse's page. */
const addressesAfter = async (script: string): Promise<string[]> => {
  await nurse.evaluate(script);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return (await bench.windows()).map(({ url }) => url).sort();
};
const both = (): string[] => [bench.page('nurse'), bench.page('patient')];

const escapes: [name: string, script: string][] = [
  ['navigate elsewhere', `location.href = 'http://127.0.0.2:1/'`],
  ['navigate to a file', `location.href = 'file:///etc/passwd'`],
  ['navigate to another page of ours', `location.pathname = '/patient.html'`],
  ['open a window elsewhere', `void window.open('http://127.0.0.2:1/patient.html')`],
  ['open any other page of ours', `void window.open('/other.html')`],
  ['open an empty window to write into', `void window.open('about:blank')`],
  [
    'leave through a link',
    `{ const a = document.createElement('a'); a.href = 'http://127.0.0.2:1/'; a.target = '_blank'; a.click(); }`,
  ],
  [
    'send a form away',
    `{ const f = document.createElement('form'); f.action = 'http://127.0.0.2:1/'; document.body.append(f); f.submit(); }`,
  ],
];
for (const [name, script] of escapes)
  test(`a page cannot ${name}`, async () => assert.deepEqual(await addressesAfter(script), both()));

test('a page has no Node and no Electron in it', async () => {
  const found = await nurse.evaluate(
    `['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window)`,
  );
  assert.deepEqual(found, []);
});

test('no permission but the camera is given', async () => {
  const states = await nurse.evaluate(
    `Promise.all(['geolocation', 'notifications', 'midi', 'clipboard-read', 'camera'].map(
      async (name) => [name, (await navigator.permissions.query({ name })).state]))`,
  );
  assert.deepEqual(states, [
    ['geolocation', 'denied'],
    ['notifications', 'denied'],
    ['midi', 'denied'],
    ['clipboard-read', 'denied'],
    ['camera', 'granted'],
  ]);
});

test('the patient page that the nurse asks for comes in the one patient window', async () => {
  const url = `${bench.page('patient')}#token`;
  assert.deepEqual(await addressesAfter(`void window.open('${url}')`), [bench.page('nurse'), url]);
});
