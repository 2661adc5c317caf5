import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Places } from './places.ts';

/** A workstation's places in a folder of the test's own, with these files in them. */
export const testPlaces = (
  t: { after(cleanUp: () => void): void },
  files: { policy?: unknown; user?: unknown; credential?: unknown } = {},
): Places => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-workstation-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const places: Places = {
    policyFile: join(folder, 'etc', 'policy.json'),
    registryKey: 'HKLM\\SOFTWARE\\BedSign',
    userFile: join(folder, 'home', 'settings.json'),
    credentialFile: join(folder, 'etc', 'station-credential.json'),
    dataFolder: join(folder, 'data'),
    updateFolder: join(folder, 'update'),
  };
  const write = (path: string, content: unknown) => {
    if (content === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  };
  write(places.policyFile, files.policy);
  write(places.userFile, files.user);
  write(places.credentialFile, files.credential);
  return places;
};
