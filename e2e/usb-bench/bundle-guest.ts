import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The guest's program as one JavaScript file; the libraries with native code stay outside, as they are. */
export const bundleGuest = async (folder: string): Promise<void> => {
  await build({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['node-hid', 'serialport', 'usb', 'koffi'] },
    build: {
      ssr: fileURLToPath(new URL('guest.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'guest.mjs', codeSplitting: false } },
    },
  });
};
