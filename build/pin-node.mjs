/**
 * Makes `node` in npm scripts the pinned Node 24, whatever Node the machine has. The binary comes with the package of
 * this platform; npm 10 drops its link again when it removes the packages of the other platforms, so it is set here.
 * Plain JavaScript, because the machine's own Node runs it.
 */
import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const { platform, arch } = process;
const windows = platform === 'win32';
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const target = `node-${windows ? 'win' : platform}-${arch}/bin/node${windows ? '.exe' : ''}`;
const link = `${modules}/.bin/node${windows ? '.cmd' : ''}`;

if (!existsSync(`${modules}/${target}`)) {
  console.error(
    `没有适用于 ${platform}-${arch} 的 Node 24，请自行安装 Node 24 / no pinned Node 24 for this platform: install Node 24`,
  );
} else {
  rmSync(link, { force: true });
  if (windows) writeFileSync(link, `@"%~dp0\\..\\${target.replaceAll('/', '\\')}" %*\r\n`);
  else symlinkSync(`../${target}`, link);
}
