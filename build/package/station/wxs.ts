import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { nameUuid } from '../name-uuid.ts';

/** Where names of ours come from; never changes, or an upgrade would not find what it replaces. */
const namespace = 'https://bedsign/station';
const guid = (name: string): string => nameUuid(`${namespace}/${name}`).toUpperCase();
const id = (kind: string, path: string): string =>
  `${kind}${createHash('sha1').update(path).digest('hex').slice(0, 24)}`;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What IT gives to msiexec, and the setting it becomes in HKLM\SOFTWARE\BedSign. */
export const properties = {
  SERVERURL: 'serverUrl',
  STATIONID: 'stationId',
  CACERT: 'caCertificate',
  AUTOSTART: 'autostart',
} as const;

export const registryKey = 'SOFTWARE\\BedSign';

const program = '[INSTALLDIR]bin\\node.exe';
const launcher = '[INSTALLDIR]app\\node_modules\\@bedsign\\electron\\workstation\\main.js';
const runKey = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run';

type Folder = { folders: Map<string, Folder>; files: string[] };

const asFolders = (paths: string[]): Folder => {
  const top: Folder = { folders: new Map(), files: [] };
  for (const path of paths) {
    let folder = top;
    for (const name of posix
      .dirname(path)
      .split('/')
      .filter((part) => part !== '.')) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), files: [] };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.push(path);
  }
  return top;
};

/** One component per file, its GUID from its path (Windows Installer's component rules). */
const fileComponent = (path: string): string =>
  `<Component Id="${id('c', path)}" Guid="${guid(path)}" Win64="yes"><File Id="${id('f', path)}" Name="${escaped(posix.basename(path))}" Source="${escaped(path)}" KeyPath="yes"/></Component>`;

const folderElement = (folder: Folder, path = ''): string =>
  [
    ...folder.files.map(fileComponent),
    ...[...folder.folders].map(([name, inner]) => {
      const at = path ? `${path}/${name}` : name;
      return `<Directory Id="${id('d', at)}" Name="${escaped(name)}">${folderElement(inner, at)}</Directory>`;
    }),
  ].join('\n');

/** One component per value, so that those not given are not written (msi-corrections.ts). */
const settingComponents = Object.entries(properties).map(
  ([property, name]) =>
    `<Component Id="Setting${property}" Guid="${guid(`setting/${name}`)}" Win64="yes">
<RegistryValue Root="HKLM" Key="${registryKey}" Name="${name}" Type="string" Value="[${property}]" KeyPath="yes"/>
</Component>`,
);

const autostartComponent = `<Component Id="Autostart" Guid="${guid('autostart')}" Win64="yes">
<RegistryValue Root="HKLM" Key="${runKey}" Name="BedSign" Type="string" Value="&quot;${program}&quot; &quot;${launcher}&quot; --autostart" KeyPath="yes"/>
</Component>`;

const shortcutComponent = `<Component Id="StartMenu" Guid="${guid('start-menu')}" Win64="yes">
<Shortcut Id="StartMenuShortcut" Name="BedSign" Target="${program}" Arguments="&quot;${launcher}&quot;" Icon="bedsign.ico" WorkingDirectory="INSTALLDIR"/>
<RegistryValue Root="HKLM" Key="${registryKey}\\Installer" Name="startMenu" Type="string" Value="1" KeyPath="yes"/>
</Component>`;

/** The whole installer for these files, whose paths are relative to where wixl runs. */
export const wxs = (version: string, paths: string[]): string => `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${guid(`product/${version}`)}" Name="BedSign Station" Language="1033" Version="${version}" Manufacturer="BedSign" UpgradeCode="${guid('upgrade')}">
<Package Id="${guid(`package/${version}`)}" InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Description="BedSign Station"/>
<MajorUpgrade DowngradeErrorMessage="A newer version of BedSign is installed. Uninstall it first."/>
<Media Id="1" Cabinet="bedsign.cab" EmbedCab="yes"/>
<Icon Id="bedsign.ico" SourceFile="bedsign.ico"/>
<Property Id="ARPPRODUCTICON" Value="bedsign.ico"/>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="CommonAppDataFolder"/>
<Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="BedSign">
${folderElement(asFolders(paths))}
${settingComponents.join('\n')}
${autostartComponent}
</Directory></Directory>
<Directory Id="ProgramMenuFolder">
${shortcutComponent}
</Directory>
</Directory>
<Feature Id="Station" Level="1">
${[...paths.map((path) => id('c', path)), ...Object.keys(properties).map((property) => `Setting${property}`), 'Autostart', 'StartMenu'].map((component) => `<ComponentRef Id="${component}"/>`).join('\n')}
</Feature>
</Product>
</Wix>
`;
