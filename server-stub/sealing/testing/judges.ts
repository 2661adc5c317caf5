import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const withFile = <T>(pdf: Uint8Array, use: (path: string, folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  try {
    const path = join(folder, 'in.pdf');
    writeFileSync(path, pdf);
    return use(path, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

/** The file as qpdf rewrites it with `options`. */
export const qpdf = (pdf: Uint8Array, ...options: string[]): Uint8Array =>
  withFile(pdf, (path, folder) => {
    execFileSync('qpdf', [...options, path, join(folder, 'out.pdf')]);
    return new Uint8Array(readFileSync(join(folder, 'out.pdf')));
  });

/** Everything `qpdf --check` says if it finds fault; empty if it does not. */
export const qpdfFaults = (pdf: Uint8Array): string =>
  withFile(pdf, (path) => {
    const { status, stdout, stderr } = spawnSync('qpdf', ['--check', path], { encoding: 'utf8' });
    return status === 0 ? '' : `${stdout}${stderr}`;
  });

/** What pdfsig says of each signature, in the order of the signatures. */
export const pdfsig = (pdf: Uint8Array): { ranges: string; total: boolean; text: string }[] =>
  withFile(pdf, (path) => {
    const { stdout } = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    return stdout
      .split(/^Signature #\d+:$/m)
      .slice(1)
      .map((text) => ({
        ranges: /Signed Ranges: (.*)/.exec(text)?.[1] ?? '',
        total: /- Total document signed/.test(text),
        text,
      }));
  });

export type Picture = { width: number; height: number; pixel(x: number, y: number): [number, number, number] };

/** A page as poppler displays it, one pixel per point times `scale`. */
export const render = (pdf: Uint8Array, page: number, scale = 2): Picture =>
  withFile(pdf, (path) => {
    const number = String(page);
    const ppm = execFileSync('pdftoppm', ['-cropbox', '-r', String(72 * scale), '-f', number, '-l', number, path], {
      maxBuffer: 1 << 28,
    });
    const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
    const [start, width, height] = [header?.[0].length ?? 0, Number(header?.[1]), Number(header?.[2])];
    const part = (x: number, y: number, colour: number): number => ppm[start + (y * width + x) * 3 + colour] ?? 255;
    return { width, height, pixel: (x, y) => [part(x, y, 0), part(x, y, 1), part(x, y, 2)] };
  });

export type Extent = { left: number; top: number; right: number; bottom: number; count: number };

/** Where pixels of a kind stand, in points from the top left corner. */
export const extent = (
  picture: Picture,
  scale: number,
  is: (red: number, green: number, blue: number) => boolean,
): Extent => {
  const found = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity, count: 0 };
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < picture.width; x += 1) {
      if (!is(...picture.pixel(x, y))) continue;
      found.left = Math.min(found.left, x / scale);
      found.right = Math.max(found.right, (x + 1) / scale);
      found.top = Math.min(found.top, y / scale);
      found.bottom = Math.max(found.bottom, (y + 1) / scale);
      found.count += 1;
    }
  return found;
};

/** Blue-black ink, not the grey of captions nor the black of text. */
export const isInk = (red: number, green: number, blue: number): boolean => blue - red > 30 && red < 90 && green < 100;
export const isPaste = (red: number, green: number, blue: number): boolean => red - green > 60 && red - blue > 60;
