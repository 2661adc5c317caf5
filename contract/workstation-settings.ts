import { type Static, Type } from 'typebox';
import { closed, Id } from './schema-parts.ts';
import { updatePolicies } from './update-view.ts';

/** How the pages come on the screens; `auto` takes Electron where it is installed, then a browser. */
export const shellPreferences = ['auto', 'electron', 'browser', 'addresses'] as const;

const File = Type.String({ minLength: 1, maxLength: 1024 });

/** What hospital IT sets for one workstation, in a policy file, by the installer, or the user in a file of their own. */
export const WorkstationSettings = Type.Partial(
  Type.Object({
    /** Address of the signing server. No name or password in it: it is shown in diagnostics. */
    serverUrl: Type.String({ pattern: '^https?://[^/@?#\\s]+/?$', maxLength: 256 }),
    /** Id of this workstation at the server; the credential file must be the one of this id. */
    stationId: Id,
    /** What `add-station` wrote. */
    credentialFile: File,
    /** PEM with the hospital's roots: SM2 for evidence, ECDSA for HTTPS, one after the other. */
    caCertificate: File,
    /** Whether the program starts with the desktop session. */
    autostart: Type.Boolean(),
    /** The station's own port on 127.0.0.1. */
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    shell: Type.Enum([...shellPreferences]),
    /** Simulated ones only for training: their evidence is refused by a server in production. */
    devices: Type.Enum(['real', 'simulated']),
    /** JSON file: the maker's library of the security chip, and the names inside it. */
    chipProfile: File,
    /** Serial line of a Topaz pad. */
    serialPad: File,
    /** `notify` says that a newer version is published; `install` also installs it (deb only). */
    updates: Type.Enum([...updatePolicies]),
  }),
  closed,
);
export type WorkstationSettings = Static<typeof WorkstationSettings>;
export type SettingName = keyof WorkstationSettings;

export const settingNames = Object.keys(WorkstationSettings.properties) as SettingName[];

/** Strongest first. */
export const settingSources = ['policy', 'registry', 'user', 'default'] as const;
export type SettingSource = (typeof settingSources)[number];
