import { matchPadFamily, padCatalogue } from '@bedsign/drivers';
import { openHid } from '../../transports/hid.ts';
import { listHid } from '../../transports/hid-list.ts';
import { openSerial } from '../../transports/serial.ts';
import { stuCrypto } from '../stu-crypto.ts';
import { type Candidate, usbCandidate } from './candidate.ts';
import { openMeasured } from './measured-pad.ts';

const hidPads = async (): Promise<Candidate<'pad'>[]> =>
  (await listHid()).flatMap((entry) => {
    const family = matchPadFamily(entry);
    if (!family) return [];
    const open = async (nowMicros: () => number) =>
      openMeasured(await openHid(entry), (transport) => family.open(transport, nowMicros, { crypto: stuCrypto }));
    return [usbCandidate<'pad'>({ kind: 'pad', family: family.id, open }, entry)];
  });

/** The pad that the administrator says hangs on this line; whether it does, only its first report tells. */
const serialPad = (path: string, connect: typeof openSerial): Candidate<'pad'>[] =>
  padCatalogue.flatMap((family) => {
    const [row] = family.transport === 'serial' ? family.models : [];
    if (!row) return [];
    const { model, line, open } = row;
    return [
      {
        ...{ kind: 'pad', family: family.id, key: path, model: model.name, serial: '', port: '', path },
        ...{ vendorId: 0, productId: 0 },
        open: async (nowMicros) => open(await connect(path, line), nowMicros),
      } satisfies Candidate<'pad'>,
    ];
  });

/** The pads that are plugged in, by the drivers' catalogue, and the one on the named serial line. */
export const findPads = async (line?: string, connect = openSerial): Promise<Candidate<'pad'>[]> => [
  ...(await hidPads()),
  ...(line === undefined ? [] : serialPad(line, connect)),
];
