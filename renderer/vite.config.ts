import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));
const pdfjs = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')));

/** What pdf.js fetches while it draws: character maps, the 14 standard fonts, image decoders. Nothing comes from outside. */
const pdfjsAssets = (): Plugin => ({
  name: 'pdfjs-assets',
  generateBundle() {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs'])
      for (const name of readdirSync(join(pdfjs, folder)).filter((file) => !file.startsWith('quickjs')))
        this.emitFile({
          type: 'asset',
          fileName: `pdfjs/${folder}/${name}`,
          source: readFileSync(join(pdfjs, folder, name)),
        });
  },
});

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), pdfjsAssets()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome120',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: ['nurse', 'patient', 'identify', 'pdf-frame', 'administration'].map((page) => join(here, `${page}.html`)),
      // The contract's schemas are built at import; pages use its types and texts, so the rest falls away.
      treeshake: { moduleSideEffects: (id) => !id.includes('/contract/') && !id.includes('/typebox/') },
      output: {
        // A plain .js ending: not every static server knows that .mjs is JavaScript.
        assetFileNames: ({ names: [name = ''] }) =>
          name.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]',
      },
    },
  },
});
