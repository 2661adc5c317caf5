import { session, type WebContents } from 'electron';

const originOf = (address: string): string => (URL.canParse(address) ? new URL(address).origin : '');

/** Of the permissions only the camera, and only for our pages: Electron approves all of them by default. */
export const guardPermissions = (origin: string): void => {
  const of = session.defaultSession;
  of.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(permission === 'media' && originOf(details.requestingUrl) === origin),
  );
  of.setPermissionCheckHandler((_, permission, requester) => permission === 'media' && originOf(requester) === origin);
};

/**
 * A window shows the page that it was opened with and stays there: no navigation, no frame of another origin, no new
 * window. The nurse's wish for the patient page, which comes as such, is handed to `onPatientPage`.
 */
export const guardContents = (
  contents: WebContents,
  origin: string,
  onPatientPage: (url: string) => void = () => undefined,
): void => {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => {
    if (originOf(event.url) !== origin) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (originOf(url) === origin && new URL(url).pathname === '/patient.html') onPatientPage(url);
    return { action: 'deny' };
  });
};
