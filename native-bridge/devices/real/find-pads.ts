import { matchPadFamily } from '@bedsign/drivers';
import { openHid } from '../../transports/hid.ts';
import { listHid } from '../../transports/hid-list.ts';
import { type Candidate, candidateKey } from './candidate.ts';
import { openMeasured } from './measured-pad.ts';

/** The pads that are plugged in, by the drivers' catalogue. */
export const findPads = async (): Promise<Candidate<'pad'>[]> =>
  (await listHid()).flatMap((entry) => {
    const family = matchPadFamily(entry);
    if (!family) return [];
    const { vendorId, productId, serial, port, path, product: model } = entry;
    return [
      {
        ...{ kind: 'pad', family: family.id, key: candidateKey(entry), model, vendorId, productId, serial, port, path },
        open: async (nowMicros) => openMeasured(await openHid(entry), (transport) => family.open(transport, nowMicros)),
      } satisfies Candidate<'pad'>,
    ];
  });
