import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { withoutNetwork } from '../runtimes/confined.ts';

/** The runtime that these tests may use is not verified, so all of it happens where no network can be reached. */
const passes = (name: string): void => {
  const script = fileURLToPath(new URL(name, import.meta.url));
  const inside = ['sh', '-c', 'ip link set lo up && exec "$0" "$@"', process.execPath, '--test', script];
  const [program = '', ...args] = [...withoutNetwork, ...inside];
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', env, timeout: 600_000 });
  console.log(stdout);
  assert.equal(status, 0, stdout + stderr);
};

test('Electron keeps the shells’ contract', () => passes('electron-contract.ts'));
test('a patient signs in Electron', () => passes('electron-flow.ts'));
test('page, station and program killed in Electron', () => passes('electron-faults.ts'));
test('the installed application in Electron', () => passes('electron-application.ts'));
test('Electron’s windows let no page out', () => passes('electron-guard.ts'));
