import { defineConfig } from '@playwright/test';

/** The pages in a real browser. One worker: the tests share one bedside, as a nurse does. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: '../../test-results',
  reporter: 'list',
});
