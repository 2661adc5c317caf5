import { useEffect } from 'react';
import { createScanReader } from './scan.ts';

/** Calls `onScan` with what a barcode scanner typed, wherever the focus was; its Enter presses no button. */
export const useScanner = (onScan: (text: string) => void): void => {
  useEffect(() => {
    const read = createScanReader();
    const listening = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        const scanned = read({ key: event.key, at: event.timeStamp });
        if (scanned === null) return;
        event.preventDefault();
        event.stopPropagation();
        onScan(scanned);
      },
      { capture: true, signal: listening.signal },
    );
    return () => listening.abort();
  }, [onScan]);
};
