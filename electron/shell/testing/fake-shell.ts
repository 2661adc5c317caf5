import type { PageRole } from '@bedsign/contract';
import type { Display, Shell } from '../shell.ts';

/** A desktop without pixels: windows are entries, and tests plug displays. */
export type FakeDesktop = {
  displays: Display[];
  nurse: string | null;
  patient: { url: string; display: Display | null } | null;
  /** How often the nurse was asked to look. */
  attention: number;
  /** The pages that identifying showed, one for each display. */
  identified: string[];
  changeDisplays(displays: Display[]): void;
  /** The page's process dies. */
  crash(page: PageRole): void;
};

export const fakeShell = (displays: Display[]): { shell: Shell; desktop: FakeDesktop } => {
  const listeners: (() => void)[] = [];
  const goneListeners: ((page: PageRole) => void)[] = [];
  let close = () => {};
  const closedByUser = new Promise<void>((resolve) => {
    close = resolve;
  });
  const desktop: FakeDesktop = {
    ...{ displays, nurse: null, patient: null, attention: 0, identified: [] },
    changeDisplays(now) {
      desktop.displays = now;
      for (const listener of listeners) listener();
    },
    crash(page) {
      if (page === 'nurse') desktop.nurse = '';
      else if (desktop.patient) desktop.patient.url = '';
      for (const listener of goneListeners) listener(page);
    },
  };
  const shell: Shell = {
    name: 'fake',
    closedByUser,
    openNurse: async (url) => {
      desktop.nurse = url;
    },
    displays: async () => desktop.displays,
    onDisplayChange: (callback) => void listeners.push(callback),
    openPatient: async (url, display) => {
      desktop.patient = { url, display };
    },
    closePatient: async () => {
      desktop.patient = null;
    },
    identify: async (urlOf) => {
      desktop.identified = desktop.displays.map((_, index) => urlOf(index + 1));
      await new Promise((resolve) => setTimeout(resolve, 300));
      desktop.identified = [];
    },
    onPageGone: (callback) => void goneListeners.push(callback),
    refill: async (page, url) => {
      if (page === 'nurse') desktop.nurse = url;
      else if (desktop.patient) desktop.patient.url = url;
    },
    attention: async () => {
      desktop.attention += 1;
    },
    quit: async () => {
      Object.assign(desktop, { nurse: null, patient: null });
      close();
    },
  };
  return { shell, desktop };
};
