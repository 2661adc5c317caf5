import { userInfo } from 'node:os';
import { posix, win32 } from 'node:path';

/** Where an installed workstation keeps things. */
export type Places = {
  /** Written by IT, readable by all. */
  policyFile: string;
  /** Where the MSI puts its properties; null where there is no registry. */
  registryKey: string | null;
  userFile: string;
  credentialFile: string;
  /** This user's own: journal, its key, logs, browser profile. */
  dataFolder: string;
  /** Root's own: packages on their way, and how the last look for an update went. */
  updateFolder: string;
};

type Environment = Record<string, string | undefined>;

const onLinux = (env: Environment, user: string, home: string): Places => ({
  policyFile: '/etc/bedsign/policy.json',
  registryKey: null,
  userFile: posix.join(env.XDG_CONFIG_HOME || posix.join(home, '.config'), 'bedsign', 'settings.json'),
  credentialFile: '/etc/bedsign/station-credential.json',
  // Not in the home folder: what was signed and not yet sent is the hospital's, and is backed up and removed by IT.
  dataFolder: posix.join('/var/lib/bedsign-station', user),
  updateFolder: '/var/lib/bedsign-update',
});

const onWindows = (env: Environment, home: string): Places => {
  const machine = win32.join(env.ProgramData || 'C:\\ProgramData', 'BedSign');
  const roaming = env.APPDATA || win32.join(home, 'AppData', 'Roaming');
  const local = env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local');
  return {
    policyFile: win32.join(machine, 'policy.json'),
    registryKey: 'HKLM\\SOFTWARE\\BedSign',
    userFile: win32.join(roaming, 'BedSign', 'settings.json'),
    credentialFile: win32.join(machine, 'station-credential.json'),
    // Every user may read %ProgramData%; this folder only its own user.
    dataFolder: win32.join(local, 'BedSign'),
    updateFolder: win32.join(machine, 'update'),
  };
};

/** The places of this machine and user. */
export const placesOf = (
  platform: string = process.platform,
  env: Environment = process.env,
  { username, homedir }: { username: string; homedir: string } = userInfo(),
): Places => (platform === 'win32' ? onWindows(env, homedir) : onLinux(env, username, homedir));
