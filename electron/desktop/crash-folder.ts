import { join } from 'node:path';

/** Where Electron leaves its minidumps; never sent anywhere. */
export const crashFolder = (dataFolder: string): string => join(dataFolder, 'crashes');
