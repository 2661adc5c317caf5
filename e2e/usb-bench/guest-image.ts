import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleGuest } from './bundle-guest.ts';
import { cache, debianKernel, moduleFiles, run } from './debian-kernel.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the guest's kernel must know: USB over a socket, HID, serial lines, drives. */
const modules = ['vhci-hcd', 'usbhid', 'hid-generic', 'cdc-acm', 'usb-storage'];
/** Packages with native code, and what they load. */
const packages = [
  ...['node-hid', 'serialport', '@serialport', 'usb', '@node-usb', 'pkg-prebuilds', 'node-gyp-build', 'debug', 'ms'],
];

/** Shared libraries that a program or an addon needs, by the loader's own word. */
const libraries = (file: string): string[] =>
  [...run('ldd', file).matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);

/** Prebuilt binaries of other platforms stay behind. */
const isOurs = (path: string): boolean => {
  const [, build] = /\/prebuilds\/(.+)/.exec(path) ?? [];
  return !build || (build.includes('linux-x64') && !build.includes('musl'));
};

const copy = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
};

const init = (files: string[]): string =>
  [
    '#!/bin/busybox sh',
    ...['proc /proc', 'sysfs /sys', 'devtmpfs /dev', 'tmpfs /tmp'].map((mount) => {
      const [type, place] = mount.split(' ');
      return `/bin/busybox mount -t ${type} none ${place}`;
    }),
    ...files.map((file) => `/bin/busybox insmod /modules/${basename(file)}`),
    'cd /app',
    'NO_COLOR=1 PATH=/bin /bin/node --enable-source-maps guest.mjs',
    'echo "GUEST ENDED $?"',
    '/bin/busybox dmesg',
    'echo "LOG ENDED"',
    '/bin/busybox poweroff -f',
    '',
  ].join('\n');

/** Copies the packages and returns their addons. */
const copyPackages = (tree: string): string[] => {
  const addons: string[] = [];
  for (const name of packages) {
    const from = join(root, 'node_modules', name);
    if (!existsSync(from)) continue;
    cpSync(from, join(tree, 'app/node_modules', name), {
      ...{ recursive: true, dereference: true },
      filter: (source) => {
        const ours = isOurs(source);
        if (ours && source.endsWith('.node')) addons.push(source);
        return ours;
      },
    });
  }
  return addons;
};

/** Builds the guest: its kernel, and an initial file system with busybox, our Node, the three libraries and the bundle. */
export const buildGuest = async (): Promise<{ kernel: string; initrd: string; remove(): void }> => {
  const kernel = debianKernel();
  const work = mkdtempSync(join(cache, 'guest-'));
  const tree = join(work, 'tree');
  for (const folder of ['bin', 'proc', 'sys', 'dev', 'tmp', 'modules', 'app', 'run'])
    mkdirSync(join(tree, folder), { recursive: true });
  copy('/bin/busybox', join(tree, 'bin/busybox'));
  copy(process.execPath, join(tree, 'bin/node'));
  run('strip', join(tree, 'bin/node'));
  const files = moduleFiles(kernel, modules);
  for (const file of files) copy(file, join(tree, 'modules', basename(file)));
  for (const file of [process.execPath, ...copyPackages(tree)])
    for (const library of libraries(file)) copy(library, join(tree, library));
  await bundleGuest(join(tree, 'app'));
  writeFileSync(join(tree, 'init'), init(files));
  chmodSync(join(tree, 'init'), 0o755);
  const initrd = join(work, 'initrd.gz');
  run('sh', '-c', `cd '${tree}' && find . | cpio -o -H newc --quiet | gzip -1 > '${initrd}'`);
  rmSync(tree, { recursive: true });
  return { kernel: kernel.image, initrd, remove: () => rmSync(work, { recursive: true, force: true }) };
};
