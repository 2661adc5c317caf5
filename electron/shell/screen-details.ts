/**
 * What the browser shell runs in the nurse's page: the Window Management API knows all screens with their places and
 * names (w3.org/TR/window-management). The permission is granted by the shell, so no question is asked.
 */

/** Null: the page is still blank, which is no secure context; empty: the browser has no such API or refuses it. */
export const readScreens = `isSecureContext && location.protocol.startsWith('http')
  ? Promise.resolve().then(() => getScreenDetails()).then(({ screens }) => screens.map((s, i) => ({
      id: String(i), label: s.label, x: s.left, y: s.top, width: s.width, height: s.height,
      scale: s.devicePixelRatio, primary: s.isPrimary })), () => [])
  : null`;

/** The function that the page calls when its screens change. */
export const screensChanged = 'bedsignScreensChanged';

/** Screens that come and go tell the page, and one whose size or place changes tells its own object. */
export const watchScreens = `isSecureContext && typeof getScreenDetails === 'function' &&
  void getScreenDetails().then((details) => {
    const tell = () => ${screensChanged}('');
    const listen = () => { for (const screen of details.screens) screen.onchange = tell; };
    details.addEventListener('screenschange', () => { listen(); tell(); });
    listen();
  }, () => undefined)`;
