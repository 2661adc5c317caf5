import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const config = fileURLToPath(new URL('xorg.conf', import.meta.url));

/** An X server with a screen of 1920×1080, and to its right one of 1280×800 that can be unplugged and plugged. */
export const startDesktop = async (folder: string) => {
  // The server finds a free display itself and says which, once it is ready (Xserver(1), -displayfd).
  const args = ['-displayfd', '3', '-config', config, '-noreset', '-nolisten', 'tcp', '-logfile', `${folder}/xorg.log`];
  const server = spawn('/usr/lib/xorg/Xorg', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = once(server, 'exit');
  const number = await Promise.race([
    once(server.stdio[3] as NodeJS.ReadableStream, 'data').then(([bytes]) => String(bytes).trim()),
    ended.then(() => Promise.reject(new Error(`Xorg ended; see ${folder}/xorg.log`))),
  ]);
  const display = `:${number}`;
  const run = (...options: string[]) =>
    void execFileSync('xrandr', ['--display', display, ...options], { stdio: 'pipe' });
  // The dummy driver looks at its outputs when somebody asks, which a query does and Chromium does not.
  const xrandr = (...options: string[]) => {
    run(...options);
    run('--query');
  };
  const plugPad = () => xrandr('--output', 'DUMMY1', '--mode', '1280x800', '--right-of', 'DUMMY0');
  xrandr('--addmode', 'DUMMY1', '1280x800');
  xrandr('--output', 'DUMMY0', '--mode', '1920x1080', '--primary');
  plugPad();
  // Someone has to make a window full screen when it asks for it.
  const manager = spawn('openbox', { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' });
  return {
    display,
    plugPad,
    unplugPad: () => xrandr('--output', 'DUMMY1', '--off'),
    async close(): Promise<void> {
      manager.kill();
      server.kill();
      await ended;
    },
  };
};
