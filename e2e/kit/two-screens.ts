import type { Browser } from '@playwright/test';

/** Flags for a headless Chromium that sees a nurse's screen and, to its right, the pad's. */
export const twoScreens = [
  '--headless=new',
  '--screen-info={0,0 1920x1080}{1920,0 1280x800 label=PAD}',
  '--window-size=1920,1080',
  '--disable-gpu',
];

type Screen = { id: string; left: number };

/** Pulls the cable of the pad's screen in such a Chromium, and plugs it again. */
export const padScreenOf = (browser: Browser) => {
  /** Playwright's types do not know the screens of headless mode yet (CDP, Emulation domain, experimental). */
  const emulate = async (method: string, params?: object): Promise<Record<string, unknown>> => {
    const session = (await browser.newBrowserCDPSession()) as unknown as {
      send(method: string, params?: object): Promise<Record<string, unknown>>;
    };
    return session.send(method, params);
  };
  return {
    async unplugScreen(): Promise<void> {
      const { screenInfos } = await emulate('Emulation.getScreenInfos');
      const pad = (screenInfos as Screen[]).find(({ left }) => left === 1920);
      await emulate('Emulation.removeScreen', { screenId: pad?.id });
    },
    async plugScreen(): Promise<void> {
      await emulate('Emulation.addScreen', { left: 1920, top: 0, width: 1280, height: 800, label: 'PAD' });
    },
  };
};
