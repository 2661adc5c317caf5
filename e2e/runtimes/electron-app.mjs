/** Electron's main script: runs every NUMBER.mjs beside it, in the main process and in a window, into results.json. */

import { getHashes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { app, BrowserWindow, protocol } from 'electron';

const at = (name) => new URL(name, import.meta.url);
const files = JSON.parse(await readFile(at('files.json'), 'utf8'));

// A secure context with an origin of its own, as the product's pages have.
protocol.registerSchemesAsPrivileged([{ scheme: 'suite', privileges: { standard: true, secure: true } }]);

async function serve(request) {
  const { pathname } = new URL(request.url);
  if (pathname === '/')
    return new Response('<!doctype html><title>tests</title>', { headers: { 'content-type': 'text/html' } });
  return new Response(await readFile(at(pathname.slice(1))), { headers: { 'content-type': 'text/javascript' } });
}

async function inMain(name) {
  await import(at(name).href);
  return globalThis.runTests();
}

async function inWindow(name) {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('suite://tests/');
  const outcomes = await window.webContents.executeJavaScript(`import('/${name}').then(() => runTests())`);
  window.destroy();
  return outcomes;
}

async function runAll(run) {
  const results = [];
  for (const [index, file] of files.entries()) results.push({ file, outcomes: await run(`${index}.mjs`) });
  return results;
}

async function main() {
  protocol.handle('suite', serve);
  const keepOpen = new BrowserWindow({ show: false }); // or closing the first test's window would end the app
  const { electron, chrome, node } = process.versions;
  const hashes = getHashes().includes('sm3') ? 'its crypto knows SM3' : 'its crypto knows no SM3';
  const reports = [
    { runtime: `Electron ${electron}, main process (Node ${node}, ${hashes})`, results: await runAll(inMain) },
    { runtime: `Electron ${electron}, window (Chromium ${chrome})`, results: await runAll(inWindow) },
  ];
  keepOpen.destroy();
  await writeFile(at('results.json'), JSON.stringify(reports));
}

app
  .whenReady()
  .then(main)
  .then(
    () => app.exit(0),
    (error) => {
      console.error(error);
      app.exit(1);
    },
  );
