/**
 * Makes sure that what the start or the tests need from the operating system is there: installs it when root on a
 * Debian-like system, otherwise prints the one apt-get line and stops. Run by npm before `start`, `test` and
 * `usb-bench`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { argv, env, exit, getuid, stderr } from 'node:process';

type Purpose = 'start' | 'test' | 'usb-bench';
type Need = { package: string; sign: string; for: Purpose[]; why: string };

/** One row per Debian package: the file that shows that it is installed, and what needs it. */
const needs: Need[] = [
  { package: 'chromium', sign: '/usr/bin/chromium', for: ['start', 'test'], why: 'shows the pages' },
  {
    package: 'fonts-noto-cjk',
    sign: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
    for: ['start', 'test'],
    why: 'Chinese in the pages',
  },
  { package: 'openssl', sign: '/usr/bin/openssl', for: ['test'], why: 'judges signatures' },
  { package: 'default-jdk-headless', sign: '/usr/bin/javac', for: ['test'], why: 'runs BouncyCastle, stamps JARs' },
  { package: 'libbcpkix-java', sign: '/usr/share/java/bcpkix.jar', for: ['test'], why: 'judges CMS and time stamps' },
  { package: 'poppler-utils', sign: '/usr/bin/pdfsig', for: ['test'], why: 'judges and renders PDFs' },
  { package: 'curl', sign: '/usr/bin/curl', for: ['test'], why: 'asks for time stamps as a stranger would' },
  { package: 'xvfb', sign: '/usr/bin/xvfb-run', for: ['test'], why: 'a screen for Electron' },
  { package: 'iproute2', sign: '/bin/ip', for: ['test'], why: 'gives Electron a machine without network' },
  { package: 'xserver-xorg-core', sign: '/usr/lib/xorg/Xorg', for: ['test'], why: 'a desktop of two screens' },
  {
    package: 'xserver-xorg-video-dummy',
    sign: '/usr/lib/xorg/modules/drivers/dummy_drv.so',
    for: ['test'],
    why: 'screens without a graphics card',
  },
  { package: 'x11-xserver-utils', sign: '/usr/bin/xrandr', for: ['test'], why: 'unplugs and plugs a screen' },
  { package: 'openbox', sign: '/usr/bin/openbox', for: ['test'], why: 'makes windows full screen' },
  { package: 'imagemagick', sign: '/usr/bin/import', for: ['test'], why: 'photographs that desktop' },
  { package: 'xauth', sign: '/usr/bin/xauth', for: ['test'], why: 'keeps that screen to its user' },
  {
    package: 'chrony',
    sign: '/usr/sbin/chronyd',
    for: ['test'],
    why: "gives time and asks for it, as a hospital's would",
  },
  { package: 'ntpsec-ntpdig', sign: '/usr/bin/ntpdig', for: ['test'], why: 'asks for time' },
  { package: 'socat', sign: '/usr/bin/socat', for: ['test'], why: 'is the serial port of a receiver' },
  { package: 'gcc', sign: '/usr/bin/gcc', for: ['test'], why: "builds a stand-in for a chip maker's library" },
  { package: 'libc6-dev', sign: '/usr/include/stdio.h', for: ['test'], why: 'C headers for it' },
  { package: 'wixl', sign: '/usr/bin/wixl', for: ['test'], why: 'builds the MSI' },
  { package: 'msitools', sign: '/usr/bin/msiextract', for: ['test'], why: 'reads the MSI' },
  {
    package: 'osslsigncode',
    sign: '/usr/bin/osslsigncode',
    for: ['test'],
    why: 'stamps Windows programs and signs the MSI',
  },
  { package: 'qpdf', sign: '/usr/bin/qpdf', for: ['test'], why: 'judges PDF structure' },
  {
    package: 'qemu-system-x86',
    sign: '/usr/bin/qemu-system-x86_64',
    for: ['usb-bench'],
    why: 'runs a kernel with emulated USB ports',
  },
  { package: 'busybox-static', sign: '/bin/busybox', for: ['usb-bench'], why: 'starts that guest' },
  { package: 'kmod', sign: '/sbin/modprobe', for: ['usb-bench'], why: "knows what its kernel's modules need" },
  { package: 'cpio', sign: '/usr/bin/cpio', for: ['usb-bench'], why: 'packs its file system' },
  { package: 'binutils', sign: '/usr/bin/strip', for: ['usb-bench'], why: 'makes it smaller' },
];

/** `npm start` shows pages only where there is a display; without one it prints their addresses and needs nothing. */
const applies = (purpose: Purpose): boolean =>
  purpose !== 'start' ||
  (process.platform === 'linux' &&
    Boolean(env.DISPLAY || env.WAYLAND_DISPLAY) &&
    !env.ELECTRON_OVERRIDE_DIST_PATH &&
    !process.argv.slice(3).some((option) => option === '--headless' || option === '--server-only'));

const apt = (...args: string[]): boolean =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status === 0;

const main = (purpose: Purpose): number => {
  if (!applies(purpose)) return 0;
  const missing = needs.filter((need) => need.for.includes(purpose) && !existsSync(need.sign));
  if (missing.length === 0) return 0;
  for (const need of missing) stderr.write(`需要 ${need.package}（${need.why}）\n`);
  const names = missing.map((need) => need.package);
  if (getuid?.() !== 0) {
    stderr.write(`\n请先运行 / run first:\n  sudo apt-get install -y ${names.join(' ')}\n`);
    return 1;
  }
  if (apt('update', '-q') && apt('install', '-y', '-q', '--no-install-recommends', ...names)) return 0;
  stderr.write(`\n安装失败，请手动运行 / installation failed, run:\n  apt-get install -y ${names.join(' ')}\n`);
  return 1;
};

exit(main((['test', 'usb-bench'] as const).find((purpose) => purpose === argv[2]) ?? 'start'));
