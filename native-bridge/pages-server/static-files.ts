import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.icc': 'application/vnd.iccprofile',
};

/** `shared`: for the document frame too, which has no origin and so is a stranger. */
export type StaticFile = { path: string; mediaType: string; cacheControl: string; shared: boolean };

/**
 * The table of files that are served, made once from what the folder holds. A request is looked up in it and never
 * becomes a path, so no request can leave the folder. Links are not followed; other kinds of file are not served.
 */
export const listStaticFiles = (folder: string): Map<string, StaticFile> => {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = mediaTypes[extname(entry.name)];
    if (!entry.isFile() || mediaType === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    // The build puts a content hash into the names under assets/, so those never change.
    const cacheControl = url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const shared = url.startsWith('/assets/') || url.startsWith('/pdfjs/');
    files.set(url, { path, mediaType, cacheControl, shared });
  }
  return files;
};
