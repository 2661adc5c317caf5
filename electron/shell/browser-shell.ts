import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { BedSignError, type PageRole } from '@bedsign/contract';
import { type CdpPipe, connectCdp } from './cdp-pipe.ts';
import { readScreens, screensChanged, watchScreens } from './screen-details.ts';
import type { Display, Shell } from './shell.ts';

/** Flags: a private profile, no first-run pages, nothing that calls out to the internet. */
const flags = (profile: string): string[] => [
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
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
  let nurseSession = '';
  const displayListeners: (() => void)[] = [];
  const goneListeners: ((page: PageRole) => void)[] = [];

  const connection = (): CdpPipe => {
    if (!cdp) throw new BedSignError('INTERNAL', 'openNurse comes first');
    return cdp;
  };

  const displays = (): Promise<Display[]> =>
    patiently(async () => {
      const evaluation = connection().send(
        'Runtime.evaluate',
        { expression: readScreens, awaitPromise: true, returnByValue: true, userGesture: true },
        nurseSession,
      );
      // Between two documents there is nothing that could be asked.
      const answer = await evaluation.catch(() => undefined);
      return (answer?.result as { value?: Display[] | null } | undefined)?.value;
    });

  let patientAddress = '';
  /** The window that was opened last; until it has loaded, no address tells it. */
  let patientTarget: string | undefined;
  /** Also those that the nurse's page opened in a window of its own. */
  const closePatient = async (): Promise<void> => {
    if (patientAddress === '') return;
    const targets = new Set(await pagesAt(connection(), patientAddress));
    if (patientTarget) targets.add(patientTarget);
    patientTarget = undefined;
    // One that its user has closed meanwhile is closed.
    for (const targetId of targets)
      await connection()
        .send('Target.closeTarget', { targetId })
        .catch(() => undefined);
  };

  return {
    name: `浏览器 ${browser}`,
    closedByUser,
    async openNurse(url) {
      child = spawn(browser, [...flags(profile), ...extra, '--remote-debugging-pipe', `--app=${url}`], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
        detached: true,
      });
      child.once('exit', nurseClosed);
      cdp = connectCdp(child.stdio[3] as Writable, child.stdio[4] as Readable);
      cdp.on('Target.targetDestroyed', ({ targetId }) => {
        if (targetId === nurseTarget) nurseClosed();
      });
      cdp.on('Target.targetCrashed', ({ targetId }) => {
        const page = targetId === nurseTarget ? 'nurse' : 'patient';
        if (page === 'patient') patientTarget = targetId as string;
        for (const listener of goneListeners) listener(page);
      });
      await cdp.send('Target.setDiscoverTargets', { discover: true });
      nurseTarget = await patiently(async () => (await pagesAt(connection(), addressOf(url)))[0]);
      await setWindow(cdp, nurseTarget, 'maximized');
      await cdp.send('Browser.grantPermissions', {
        origin: new URL(url).origin,
        permissions: ['windowManagement', 'videoCapture'],
      });
      const { sessionId } = await cdp.send('Target.attachToTarget', { targetId: nurseTarget, flatten: true });
      nurseSession = sessionId as string;
      cdp.on('Runtime.bindingCalled', ({ name }) => {
        if (name === screensChanged) for (const listener of displayListeners) listener();
      });
      await cdp.send('Runtime.enable', {}, nurseSession);
      await cdp.send('Runtime.addBinding', { name: screensChanged }, nurseSession);
      // A reloaded page watches again.
      await cdp.send('Page.enable', {}, nurseSession);
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: watchScreens }, nurseSession);
      // Between two documents this fails, and the next one watches by itself.
      await cdp.send('Runtime.evaluate', { expression: watchScreens }, nurseSession).catch(() => undefined);
    },
    displays,
    onDisplayChange: (callback) => void displayListeners.push(callback),
    async openPatient(url, display) {
      await closePatient();
      patientAddress = addressOf(url);
      if (!display) {
        // A second start with the same profile hands its app window to the running browser and ends.
        spawn(browser, [...flags(profile), ...extra, `--app=${url}`], { stdio: 'ignore' });
        return;
      }
      patientTarget = await openOn(connection(), url, display);
    },
    closePatient,
    async identify(urlOf) {
      const shown = await displays();
      const targets = await Promise.all(shown.map((display, index) => openOn(connection(), urlOf(index + 1), display)));
      await new Promise((resolve) => setTimeout(resolve, identifyMs));
      for (const targetId of targets) await connection().send('Target.closeTarget', { targetId });
    },
    onPageGone: (callback) => void goneListeners.push(callback),
    async refill(page, url) {
      const targetId = page === 'nurse' ? nurseTarget : patientTarget;
      if (targetId === undefined) return;
      const { sessionId } = await connection().send('Target.attachToTarget', { targetId, flatten: true });
      await connection().send('Page.navigate', { url }, sessionId as string);
      await connection().send('Target.detachFromTarget', { sessionId });
    },
    attention: async () => void (await connection().send('Target.activateTarget', { targetId: nurseTarget })),
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

/** How long a number stands on each display; long enough to look at all of them, milliseconds. */
const identifyMs = 4000;

/** A new window on a display; returns its target. */
const openOn = async (cdp: CdpPipe, url: string, display: Display): Promise<string> => {
  const { x: left, y: top, width, height } = display;
  const { targetId } = await cdp.send('Target.createTarget', { url, newWindow: true, left, top, width, height });
  await setWindow(cdp, targetId as string, 'fullscreen');
  return targetId as string;
};

const setWindow = async (cdp: CdpPipe, targetId: string, windowState: 'maximized' | 'fullscreen'): Promise<void> => {
  const { windowId } = await cdp.send('Browser.getWindowForTarget', { targetId });
  await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
};

/** Asks again, for 10 s, until there is an answer: a window shows a blank page before it shows ours. */
const patiently = async <T>(ask: () => Promise<T | null | undefined>): Promise<T> => {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await ask();
    if (answer !== null && answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new BedSignError('INTERNAL', 'the browser did not show the page');
};

/** A page's address without its launch token. */
const addressOf = (url: string): string => url.split('#')[0] ?? url;

/** The targets that show the page at `address`. */
const pagesAt = async (cdp: CdpPipe, address: string): Promise<string[]> => {
  const { targetInfos } = await cdp.send('Target.getTargets');
  return (targetInfos as { type: string; url: string; targetId: string }[])
    .filter((target) => target.type === 'page' && addressOf(target.url) === address)
    .map((target) => target.targetId);
};
