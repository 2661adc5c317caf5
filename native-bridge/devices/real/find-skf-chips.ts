import type { createSkfLibrary } from '../../chips/skf/chip.ts';
import type { Candidate } from './candidate.ts';

/** The token that a maker's library finds; of several, the library opens the first. */
export const findSkfChips = async (skf: ReturnType<typeof createSkfLibrary>): Promise<Candidate<'chip'>[]> => {
  const [name] = await skf.names();
  if (name === undefined) return [];
  return [
    {
      ...{ kind: 'chip', family: 'skf', key: `skf:${name}`, model: name, serial: '' },
      ...{ vendorId: 0, productId: 0, port: '', path: name },
      open: () => skf.open(),
    },
  ];
};
