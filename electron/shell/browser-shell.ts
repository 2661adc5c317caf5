import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { type CdpPipe, connectCdp } from './cdp-pipe.ts';
import type { Display, Shell } from './shell.ts';

/** Flags: a private profile, no first-run pages, nothing that calls out to the internet. */
const flags = (profile: string): string[] => [
  `--user-data-dir=${profile}`,
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate',
  '--disable-pinch',
  // Chromium refuses its sandbox to root; a workstation's user is never root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The pages in app windows of the system's Chromium, placed by CDP over a pipe. `extra` is for tests (headless, screens). */
export const openBrowserShell = async (browser: string, profileRoot: string, extra: string[] = []): Promise<Shell> => {
  const profile = join(profileRoot, 'browser-profile');
  let nurseClosed = () => {};
  const closedByUser = new Promise<void>((resolve) => {
    nurseClosed = resolve;
  });
  let child: ReturnType<typeof spawn> | undefined;
  let cdp: CdpPipe | undefined;
  let nurseTarget = '';

  const connection = (): CdpPipe => {
    if (!cdp) throw new Error('openNurse comes first');
    return cdp;
  };

  return {
    name: `浏览器 ${browser}`,
    closedByUser,
    async openNurse(url) {
      child = spawn(browser, [...flags(profile), ...extra, `--app=${url}`], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
        detached: true,
      });
      child.once('exit', nurseClosed);
      cdp = connectCdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
      cdp.on('Target.targetDestroyed', ({ targetId }) => {
        if (targetId === nurseTarget) nurseClosed();
      });
      await cdp.send('Target.setDiscoverTargets', { discover: true });
      nurseTarget = await pageOf(cdp, new URL(url).origin);
      await cdp.send('Browser.grantPermissions', {
        origin: new URL(url).origin,
        permissions: ['windowManagement', 'videoCapture'],
      });
    },
    async displays() {
      const { sessionId } = await connection().send('Target.attachToTarget', { targetId: nurseTarget, flatten: true });
      const answer = await connection().send(
        'Runtime.evaluate',
        { expression: screenDetails, awaitPromise: true, returnByValue: true, userGesture: true },
        sessionId as string,
      );
      return ((answer.result as { value?: Display[] }).value ?? []) as Display[];
    },
    async openPatient(url, display) {
      const place = display ?? { x: 80, y: 80, width: 1280, height: 800 };
      const { targetId } = await connection().send('Target.createTarget', {
        url,
        newWindow: true,
        left: place.x,
        top: place.y,
        width: place.width,
        height: place.height,
      });
      if (!display) return;
      const { windowId } = await connection().send('Browser.getWindowForTarget', { targetId });
      await connection().send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'fullscreen' } });
    },
    async quit() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      await connection()
        .send('Browser.close')
        .catch(() => child?.kill());
      const timer = setTimeout(() => child?.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(timer);
    },
  };
};

/** The target that shows a page of `origin`; at first the window is still blank. */
const pageOf = async (cdp: CdpPipe, origin: string): Promise<string> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { targetInfos } = await cdp.send('Target.getTargets');
    const page = (targetInfos as { type: string; url: string; targetId: string }[]).find(
      (target) => target.type === 'page' && target.url.startsWith(origin),
    );
    if (page) return page.targetId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the browser opened no window');
};

/** Runs in the nurse's page: the Window Management API gives all screens with their places and names. */
const screenDetails = `getScreenDetails().then(({ screens }) => screens.map((s, i) => ({
  id: String(i), label: s.label, x: s.left, y: s.top, width: s.width, height: s.height, primary: s.isPrimary })), () => [])`;
