import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root, version } from '../repository.ts';
import { debianNames, type Target } from '../target.ts';
import { type PackageFile, readPackageFile, textFile } from '../tree.ts';
import { launcher } from './station-tree.ts';

const home = 'opt/bedsign-station';
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Browsers that show the pages, in the order in which the launcher looks for them. */
const browsers = [
  ...['chromium', 'chromium-browser', 'google-chrome-stable', 'microsoft-edge-stable'],
  ...['qaxbrowser-safe-stable', 'browser360-cn-stable'],
];

/** debian/control. libc6: what Node's binary wants (its symbols are looked at in the tests). */
const control = (target: Target, installedKilobytes: number): [field: string, value: string][] => [
  ['Package', 'bedsign-station'],
  ['Version', version],
  ['Architecture', debianNames[target.arch]],
  ['Maintainer', 'BedSign <support@bedsign.invalid>'],
  ['Installed-Size', String(installedKilobytes)],
  ['Section', 'misc'],
  ['Priority', 'optional'],
  ['Depends', 'libc6 (>= 2.28), libstdc++6 (>= 7), libgcc-s1 | libgcc1, libudev1 (>= 183), libusb-1.0-0 (>= 2:1.0.16)'],
  ['Recommends', `${browsers.join(' | ')}, fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei`],
  ['Conflicts', 'bedsign'],
  [
    'Description',
    '床旁签工作站（浏览器窗口） bedside signing station, with windows of the system browser\n Patients sign consent forms on a signature pad; the signed PDF verifies anywhere.',
  ],
];

const desktopEntry = (extra: string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=BedSign',
    'Name[zh_CN]=床旁签',
    'Comment=Bedside signing',
    'Comment[zh_CN]=床旁签署知情同意书',
    'Icon=bedsign',
    'Terminal=false',
    ...extra,
    '',
  ].join('\n');

/** Everything beside the tree: what makes the system know the program. */
const systemFiles: PackageFile[] = [
  textFile('usr/bin/bedsign', `#!/bin/sh\nexec /${home}/bin/node /${home}/${launcher} "$@"\n`, 0o755),
  textFile(
    'usr/share/applications/bedsign.desktop',
    desktopEntry(['Exec=/usr/bin/bedsign', 'Categories=Office;MedicalSoftware;']),
  ),
  textFile(
    'etc/xdg/autostart/bedsign.desktop',
    desktopEntry(['Exec=/usr/bin/bedsign --autostart', 'X-GNOME-Autostart-enabled=true']),
  ),
  // Below 73, so that uaccess is seen (systemd's 73-seat-late.rules).
  readPackageFile('usr/lib/udev/rules.d/60-bedsign.rules', join(root, 'build/udev/60-bedsign.rules')),
  readPackageFile('usr/share/icons/hicolor/scalable/apps/bedsign.svg', join(root, 'renderer/shared/icon.svg')),
  ...[48, 256].map((size) =>
    readPackageFile(
      `usr/share/icons/hicolor/${size}x${size}/apps/bedsign.png`,
      join(root, `build/icons/bedsign-${size}.png`),
    ),
  ),
  ...['service', 'timer'].map((kind) =>
    readPackageFile(`usr/lib/systemd/system/bedsign-update.${kind}`, here(`debian/bedsign-update.${kind}`)),
  ),
  readPackageFile('usr/share/doc/bedsign-station/INSTALL-IT.zh-CN.md', join(root, 'INSTALL-IT.zh-CN.md')),
  readPackageFile('usr/share/doc/bedsign-station/copyright', here('debian/copyright')),
];

/** dpkg keeps IT's changes to these at an upgrade. */
const conffiles = ['/etc/xdg/autostart/bedsign.desktop'];

/** Folders that are there from the start. Every user makes one of their own in the station's, as in /tmp. */
export const emptyFolders: { path: string; mode: number }[] = [
  { path: 'etc/bedsign', mode: 0o755 },
  { path: 'var/lib/bedsign-station', mode: 0o1777 },
];

/** All files of the deb, and its control folder's. */
export const debFiles = (target: Target, tree: PackageFile[]): { data: PackageFile[]; control: PackageFile[] } => {
  const data = [...tree.map((file) => ({ ...file, path: `${home}/${file.path}` })), ...systemFiles];
  const kilobytes = Math.ceil(data.reduce((sum, { content }) => sum + content.length, 0) / 1024);
  const fields = control(target, kilobytes).map(([field, value]) => `${field}: ${value}\n`);
  const scripts = ['preinst', 'postinst', 'prerm', 'postrm'].map((name) =>
    textFile(name, readFileSync(here(`debian/${name}`), 'utf8'), 0o755),
  );
  return {
    data,
    control: [
      textFile('control', fields.join('')),
      textFile('conffiles', conffiles.map((path) => `${path}\n`).join('')),
      ...scripts,
    ],
  };
};
