import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import type { Report } from './chromium.ts';
import { withoutNetwork, withoutRights } from './confined.ts';
import { electronRuntime } from './electron-runtime.ts';

/** Each test file in Electron's main process, whose BoringSSL has no SM algorithms, and in a window. */
export async function inElectron(files: readonly string[]): Promise<Report[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-electron-'));
  try {
    chmodSync(folder, 0o755);
    const { program, origin } = electronRuntime(folder);
    const app = join(folder, 'app');
    mkdirSync(app);
    copyFileSync(fileURLToPath(new URL('electron-app.mjs', import.meta.url)), join(app, 'main.mjs'));
    for (const [index, file] of files.entries()) writeFileSync(join(app, `${index}.mjs`), await bundle(file));
    writeFileSync(join(app, 'files.json'), JSON.stringify(files));
    chmodSync(app, 0o777); // for the results, and as the program's home

    const command = [
      ...withoutNetwork,
      ...withoutRights,
      'xvfb-run',
      '-a',
      program,
      '--disable-gpu',
      join(app, 'main.mjs'),
    ];
    const [first = '', ...rest] = command;
    const { status, stderr } = spawnSync(first, rest, {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: app, TMPDIR: app },
      timeout: 600_000,
    });
    if (status !== 0) throw new Error(`Electron (${origin}) ended with ${status}:\n${stderr.slice(-3000)}`);
    const reports: Report[] = JSON.parse(readFileSync(join(app, 'results.json'), 'utf8'));
    return reports.map((report) => ({ ...report, runtime: `${report.runtime}, from ${origin}` }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
