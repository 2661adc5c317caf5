/** `npm test`: every check of the product, in the order in which a failure is cheapest to find. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nodeTest = (...patterns: string[]) => [
  process.execPath,
  '--test',
  '--test-concurrency=2',
  ...patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] }))
    .sort(),
];

const rooms = ['contract', 'gm', 'drivers', 'native-bridge', 'renderer', 'electron', 'server-stub', 'build', 'bench'];

/** Each step: its name, and the command line that must exit 0. */
const steps: { name: string; command: string[] }[] = [
  { name: 'lint and import boundaries', command: ['biome', 'check', '.'] },
  { name: 'types', command: ['npm', 'run', '-s', 'typecheck'] },
  { name: 'unit', command: nodeTest(...rooms.map((room) => `${room}/**/*.test.ts`)) },
  { name: 'engine in Chromium', command: [process.execPath, 'e2e/runtimes/main.ts', 'chromium'] },
  { name: 'engine in Electron', command: [process.execPath, 'e2e/runtimes/main.ts', 'electron'] },
  { name: 'whole product', command: nodeTest('e2e/**/*.test.ts') },
  { name: 'pages in a browser', command: ['playwright', 'test', '--config', 'e2e/pages/playwright.config.ts'] },
];

const wanted = process.argv.slice(2);
const failed: string[] = [];
for (const { name, command } of steps.filter(
  (step) => wanted.length === 0 || wanted.some((word) => step.name.includes(word)),
)) {
  const started = performance.now();
  console.log(`\n=== ${name}`);
  const [program = '', ...args] = command;
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  console.log(
    `=== ${name}: ${status === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll steps passed.' : `\nFailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
