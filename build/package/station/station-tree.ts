import { join } from 'node:path';
import type { InstalledPackage } from '../../../contract/index.ts';
import { appCode } from '../app-code.ts';
import { builtPages } from '../pages.ts';
import { installFor, productionModules } from '../production-modules.ts';
import { root } from '../repository.ts';
import { sbom } from '../sbom.ts';
import { debianNames, nodePackage, type Target } from '../target.ts';
import { type PackageFile, readPackageFile, textFile } from '../tree.ts';

/** The programs: the launcher, and what it starts by itself. */
const entries = ['electron/workstation/main.ts', 'native-bridge/main.ts'];

/** Where the launcher stands in the tree. */
export const launcher = 'app/node_modules/@bedsign/electron/workstation/main.js';

/** Moves files below `folder`. */
const below = (folder: string, files: PackageFile[]): PackageFile[] =>
  files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));

/** Node's licence; its npm package for Windows holds the program alone, the one for Linux the same text for all. */
const nodeLicence = (): string => {
  const linux: Target = { platform: 'linux', arch: 'x64' };
  return join(installFor(linux), 'node_modules', nodePackage(linux), 'LICENSE');
};

/** Says to the program which package it came in, so that it knows its updates. */
const installedFile = ({ platform, arch }: Target): PackageFile => {
  const deb: InstalledPackage = { product: 'bedsign-station', machine: debianNames[arch], format: 'deb' };
  const msi: InstalledPackage = { product: 'bedsign-station', machine: 'x64', format: 'msi' };
  const path = 'app/node_modules/@bedsign/native-bridge/installed.json';
  return textFile(path, `${JSON.stringify(platform === 'win32' ? msi : deb)}\n`);
};

/**
 * What a workstation without Electron runs, for one machine: Node, our code, third-party code, pages, and the papers.
 * The same tree goes into the deb and the MSI.
 */
export const stationTree = (target: Target): PackageFile[] => {
  const node = join(installFor(target), 'node_modules', nodePackage(target));
  const program = target.platform === 'win32' ? 'node.exe' : 'node';
  return [
    readPackageFile(`bin/${program}`, join(node, 'bin', program), 0o755),
    readPackageFile('licenses/node.txt', nodeLicence()),
    ...below('app', productionModules(target)),
    ...below('app/node_modules/@bedsign', appCode(root, entries)),
    ...below('app/node_modules/@bedsign/renderer/dist', builtPages()),
    installedFile(target),
    textFile('sbom.cdx.json', sbom('bedsign-station', target)),
  ];
};
