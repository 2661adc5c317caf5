import { resolve } from 'node:path';

/** A path as the user meant it: `npm run` starts us in the product's folder, and names in INIT_CWD where the user stood. */
export const userPath = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);
