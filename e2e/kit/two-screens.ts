import type { Browser } from '@playwright/test';

/** Flags for a headless Chromium that sees a nurse's screen and, to its right, the pad's. */
export const twoScreens = [
  '--headless=new',
  '--screen-info={0,0 1920x1080}{1920,0 1280x800 label=PAD}',
  '--window-size=1920,1080',
  '--disable-gpu',
];

const padScreen = { left: 1920, width: 1280, height: 800, label: 'PAD' };

type Screen = { id: string; left: number; label: string };

/** Pulls the cable of the pad's screen in such a Chromium, and plugs it again. */
export const padScreenOf = (browser: Browser) => {
  /** Playwright's types do not know the screens of headless mode yet (CDP, Emulation domain, experimental). */
  const emulate = async (method: string, params?: object): Promise<Record<string, unknown>> => {
    const session = (await browser.newBrowserCDPSession()) as unknown as {
      send(method: string, params?: object): Promise<Record<string, unknown>>;
    };
    return session.send(method, params);
  };
  /** Without `left`, the pad's own. */
  const unplugScreen = async (left = padScreen.left): Promise<void> => {
    const { screenInfos } = await emulate('Emulation.getScreenInfos');
    const screen = (screenInfos as Screen[]).find((one) => one.left === left && one.label !== '');
    await emulate('Emulation.removeScreen', { screenId: screen?.id });
  };
  return {
    /** As the desktop scales it: 1.5 is 150 %. */
    async scaleScreen(devicePixelRatio: number): Promise<void> {
      await unplugScreen();
      await emulate('Emulation.addScreen', { top: 0, ...padScreen, devicePixelRatio });
    },
    /** Lays the pad's screen on the nurse's. */
    async mirrorScreen(): Promise<void> {
      await unplugScreen();
      await emulate('Emulation.addScreen', { top: 0, ...padScreen, left: 0 });
    },
    unplugScreen,
    async plugScreen(screen: typeof padScreen = padScreen): Promise<void> {
      await emulate('Emulation.addScreen', { top: 0, ...screen });
    },
  };
};
