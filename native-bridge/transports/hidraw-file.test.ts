import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openHidrawFile } from './hidraw-file.ts';
import { topLevelUsages } from './linux-hidraw-list.ts';

const entry = (path: string) => ({
  ...{ vendorId: 1, productId: 2, product: '', serial: '', path, port: '1-1', interfaceNumber: 0, usages: [] },
});

test('a file gives its reports, refuses features, and is silent once closed', {
  skip: process.platform !== 'linux',
}, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-hidraw-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'hidraw0');
  // A FIFO reads like the node as long as one report is in it at a time.
  execFileSync('mkfifo', [path]);
  const transport = await openHidrawFile(entry(path));
  const device = openSync(path, 'r+');
  t.after(() => closeSync(device));
  const report = Uint8Array.of(8, 0x81, 1, 2, 3);
  const received = new Promise((resolve) => transport.onInput(resolve));
  writeSync(device, report);
  assert.deepEqual(await received, report);
  await assert.rejects(transport.getFeature(3, 4), { code: 'PROTOCOL' });
  await transport.close();
  await assert.rejects(transport.write(report), { code: 'NOT_CONNECTED' });
});

test('a node that is not there, or not ours, is named', async () => {
  await assert.rejects(openHidrawFile(entry('/nonexistent/hidraw0')), { code: 'LOST' });
});

test('the top-level collections of a descriptor', () => {
  const kamvasVendor = '0600ff0901a10185087568950109018102c00600ff0901a1018516750895070901b102c0';
  const page = { page: 0xff00, usage: 1 };
  assert.deepEqual(topLevelUsages(Uint8Array.from(Buffer.from(kamvasVendor, 'hex'))), [page, page]);
  assert.deepEqual(topLevelUsages(Uint8Array.of(0x06)), []);
});
