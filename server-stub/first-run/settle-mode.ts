import { BedSignError } from '@bedsign/contract';
import type { DataFolder } from './data-folder.ts';
import { type Mode, modeOf } from './mode.ts';
import { refuseDemoContent } from './refuse-demo.ts';

/**
 * What this start may be: a demo makes its hospital on the first run; production needs `init` before, and refuses
 * everything of a demo. Neither starts on the other's folder.
 */
export const settleMode = async (folder: DataFolder, demo: boolean): Promise<Mode> => {
  const mode = await modeOf(folder.db);
  if (mode === undefined && demo) {
    // Loaded for this one start: it brings the forms' typesetting with it.
    const { makeDemo } = await import('./demo.ts');
    await makeDemo(folder);
  } else if (mode === undefined) throw new BedSignError('DATA_FOLDER_NOT_FOUND', 'its first run is still to come');
  else if (demo !== (mode === 'demo')) throw new BedSignError('DEMO_REFUSED', `the data folder is of a ${mode} server`);
  else if (mode === 'production') await refuseDemoContent(folder);
  return mode ?? 'demo';
};
