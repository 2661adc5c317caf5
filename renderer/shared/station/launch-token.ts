import type { PageRole } from '@bedsign/contract';

/** Where a page's right to talk to the station is kept: the one-time launch token first, the resume token afterwards. */
export type TokenKeeper = { current(): string; resume(token: string): void };

/**
 * Takes the launch token out of the address (so that it is in no history and on no screenshot) and keeps the resume
 * token for this window only. The key names the role, because window.open copies the opener's sessionStorage.
 */
export const tokenKeeper = (role: PageRole): TokenKeeper => {
  const key = `bedsign-resume-${role}`;
  let token = location.hash.slice(1);
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return {
    current: () => token || (sessionStorage.getItem(key) ?? ''),
    resume: (next) => {
      token = '';
      sessionStorage.setItem(key, next);
    },
  };
};
