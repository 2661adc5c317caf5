import type { PageRole } from '@bedsign/contract';

/**
 * A screen as the desktop sees it. Places and sizes are in the desktop's own units, in which windows are placed; of
 * the panel's pixels there are `scale` (1 is 100 %) to each.
 */
export type Display = {
  id: string;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  scale: number;
  primary: boolean;
};

/**
 * What puts the two pages on screens. The station and the pages are the same under every shell; each shell is one
 * implementation of this, and the same contract suite runs against all of them.
 */
export type Shell = {
  name: string;
  /** Opens the nurse's window. */
  openNurse(url: string): Promise<void>;
  displays(): Promise<Display[]>;
  /** Calls back when a display came, went, or changed its place or size. */
  onDisplayChange(callback: () => void): void;
  /**
   * Opens the patient's window in place of the one that may be open: full screen on the pad's display, or as a plain
   * window where there is none.
   */
  openPatient(url: string, display: Display | null): Promise<void>;
  /** Takes every patient page off the screens. */
  closePatient(): Promise<void>;
  /** Shows the page `urlOf(n)` on the n-th of `displays`, counted from 1, for a few seconds. */
  identify(urlOf: (number: number) => string): Promise<void>;
  /** Brings the nurse's window to the front, or makes it call for attention where the desktop forbids that. */
  attention(): Promise<void>;
  /** Calls back when the process behind a page died; its window is still there, with nothing in it. */
  onPageGone(callback: (page: PageRole) => void): void;
  /** Shows `url` in the window of a page that is gone. */
  refill(page: PageRole, url: string): Promise<void>;
  /** Resolves when the person at the desk closes the nurse's window; never, where the shell has no windows. */
  closedByUser: Promise<void>;
  quit(): Promise<void>;
};
