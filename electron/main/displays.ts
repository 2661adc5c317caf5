import { screen } from 'electron';
import type { Display } from '../shell/shell.ts';

/** Electron calls a display's bounds DIP; windows are placed in the same units. */
export const displays = (): Display[] => {
  const primary = screen.getPrimaryDisplay().id;
  return screen.getAllDisplays().map((display) => ({
    id: String(display.id),
    label: display.label,
    ...display.bounds,
    scale: display.scaleFactor,
    primary: display.id === primary,
  }));
};

/** After `ready` only. */
export const onDisplayChange = (callback: () => void): void => {
  screen.on('display-added', callback);
  screen.on('display-removed', callback);
  screen.on('display-metrics-changed', callback);
};
