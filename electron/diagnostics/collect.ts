import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { arch, release, totalmem, type, version } from 'node:os';
import { join } from 'node:path';
import { asBedSignError, type ErrorShape } from '@bedsign/contract';
import { crashFolder } from '../desktop/crash-folder.ts';
import packageFile from '../package.json' with { type: 'json' };
import { readCredentialName } from '../settings/credential.ts';
import { installedFile } from '../settings/installed.ts';
import type { Places } from '../settings/places.ts';
import { readSettings } from '../settings/read-settings.ts';
import { findBrowser } from '../shell/find-program.ts';
import { logFolder, logNames } from '../workstation/log-file.ts';
import { usbDevices } from './usb-devices.ts';

const tailBytes = 200_000;

/** The last part of a file, from the beginning of a line. */
const tail = (path: string): string => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const from = Math.max(0, size - tailBytes);
    const bytes = Buffer.alloc(size - from);
    readSync(file, bytes, 0, bytes.length, from);
    const text = bytes.toString('utf8');
    return from === 0 ? text : text.slice(text.indexOf('\n') + 1);
  } finally {
    closeSync(file);
  }
};

/** What `work` gives, or by which name it failed: a diagnosis is wanted most where something is broken. */
const orFailure = <T>(work: () => T): T | ErrorShape => {
  try {
    return work();
  } catch (thrown) {
    return asBedSignError(thrown).toJSON();
  }
};

const versions = () => {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return {
    bedsign: packageFile.version,
    runtime: process.versions,
    glibc: header.glibcVersionRuntime ?? null,
    system: { type: type(), release: release(), version: version(), arch: arch(), memoryBytes: totalmem() },
    browser: findBrowser(),
  };
};

/** Names and sizes only: what is in these files belongs to patients, or opens what does. */
const dataFiles = (dataFolder: string) =>
  Object.fromEntries(
    ['journal.sqlite', 'journal.sqlite-wal', 'journal.key', 'trust.pem'].map((name) => {
      const path = join(dataFolder, name);
      return [name, existsSync(path) ? statSync(path).size : null];
    }),
  );

/** Electron's minidumps, which hold memory and so perhaps patients' data: where they stand, how many, from when. */
const crashDumps = (dataFolder: string) => {
  const folder = crashFolder(dataFolder);
  if (!existsSync(folder)) return { folder, dumps: [] };
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.dmp'));
  const dumps = names.map((name) => {
    const { size, mtime } = statSync(join(folder, name));
    return { name, bytes: size, at: mtime.toISOString() };
  });
  return { folder, dumps };
};

/** Which package this program came in, and how root's last look for an update went. */
const updateState = ({ updateFolder }: Places) => {
  const [installed, state] = [installedFile(), join(updateFolder, 'state.json')];
  return {
    installed: installed && JSON.parse(readFileSync(installed, 'utf8')),
    last: existsSync(state) ? JSON.parse(readFileSync(state, 'utf8')) : null,
  };
};

/**
 * What support needs to see of a workstation, as files by name: versions, settings with their sources, devices, log
 * tails. It reads no journal, no key and no credential token, so none can be in it.
 */
export const collectDiagnostics = (places: Places, registry?: (key: string) => unknown): Record<string, string> => {
  const settings = orFailure(() => readSettings(places, registry));
  const station = 'code' in settings ? null : orFailure(() => readCredentialName(settings));
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const logs = logNames.map((name) => join(logFolder(places.dataFolder), name));
  return {
    'versions.json': json(versions()),
    'settings.json': json({ places, settings, station }),
    'devices.json': json(orFailure(usbDevices)),
    'crash-dumps.json': json(orFailure(() => crashDumps(places.dataFolder))),
    'update.json': json(orFailure(() => updateState(places))),
    'data-files.json': json(orFailure(() => dataFiles(places.dataFolder))),
    ...Object.fromEntries(logs.flatMap((path, at) => (existsSync(path) ? [[`logs/${logNames[at]}`, tail(path)]] : []))),
  };
};
