/** The process that holds a maker's library: it has nothing else to lose. Ends with its parent. */
import { DriverError } from '@bedsign/drivers';
import type { SkfAnswer, SkfRequest } from './messages.ts';
import { type OpenedInLibrary, openInLibrary } from './opened-chip.ts';
import type { SkfProfile } from './profile.ts';
import { loadSkfLibrary, type SkfLibrary } from './vendor-library.ts';

let loaded: SkfLibrary | undefined;
let opened: OpenedInLibrary | undefined;

/** One process serves one profile. */
const library = (profile: SkfProfile): SkfLibrary => {
  loaded ??= loadSkfLibrary(profile);
  return loaded;
};

const chip = (): OpenedInLibrary => {
  if (!opened) throw new DriverError('NOT_CONNECTED');
  return opened;
};
const run = (request: SkfRequest): unknown => {
  switch (request.what) {
    case 'names':
      return library(request.profile).names();
    case 'open':
      opened = openInLibrary(library(request.profile), request.profile);
      return opened.identity;
    case 'verifyPin':
      return chip().verifyPin(request.pin);
    case 'sign':
      return chip().sign(request.e);
    case 'random':
      return chip().random(request.length);
    case 'isPresent':
      return chip().isPresent();
    case 'close':
      opened?.close();
      return null;
  }
};

process.on('message', (request: SkfRequest) => {
  const answer = (message: SkfAnswer) => process.send?.(message);
  try {
    answer({ id: request.id, result: run(request) });
  } catch (thrown) {
    const { code, detail } =
      thrown instanceof DriverError ? thrown : new DriverError('CHIP', thrown instanceof Error ? thrown.message : '');
    answer({ id: request.id, error: { code, detail } });
  }
});
process.on('disconnect', () => process.exit());
