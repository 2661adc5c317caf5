/** `node e2e/runtimes/main.ts chromium | electron`: the engine's portable tests in another runtime than Node. */
import { inChromium, type Report } from './chromium.ts';
import { inElectron } from './electron.ts';
import { portableTests } from './portable-tests.ts';

const runtimes: Record<string, (files: readonly string[]) => Promise<Report[]>> = {
  chromium: async (files) => [await inChromium(files)],
  electron: inElectron,
};

function print({ runtime, results }: Report): number {
  let failed = 0;
  for (const { file, outcomes } of results) {
    const wrong = outcomes.filter(({ error }) => error !== undefined);
    console.log(`${wrong.length === 0 && outcomes.length > 0 ? '✔' : '✖'} ${file}: ${outcomes.length} tests`);
    for (const { name, error } of wrong) console.log(`  ✖ ${name}\n${error}`);
    failed += outcomes.length === 0 ? 1 : wrong.length;
  }
  const total = results.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  console.log(`${runtime}: ${total} tests of ${results.length} files, ${failed} failed\n`);
  return failed;
}

const [name = ''] = process.argv.slice(2);
const run = runtimes[name];
if (!run) {
  console.error(`node e2e/runtimes/main.ts ${Object.keys(runtimes).join(' | ')}`);
  process.exit(2);
}
const { portable, nodeOnly } = portableTests();
console.log(`In Node alone, because their judges are programs or node:crypto: ${nodeOnly.join(', ')}\n`);
const failures = (await run(portable)).map(print);
process.exitCode = failures.some((count) => count > 0) ? 1 : 0;
