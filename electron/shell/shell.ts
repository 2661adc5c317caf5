/** A screen as the desktop sees it; x, y in the desktop's coordinates. */
export type Display = {
  id: string;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  primary: boolean;
};

/**
 * What puts the two pages on screens. The station and the pages are the same under every shell; each shell is one
 * implementation of this.
 */
export type Shell = {
  name: string;
  /** Opens the nurse's window. */
  openNurse(url: string): Promise<void>;
  displays(): Promise<Display[]>;
  /** Opens the patient's window: full screen on the pad's display, or as a plain window where there is none. */
  openPatient(url: string, display: Display | null): Promise<void>;
  /** Resolves when the person at the desk closes the nurse's window; never, where the shell has no windows. */
  closedByUser: Promise<void>;
  quit(): Promise<void>;
};
