import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { findPd1011Model } from './models.ts';
import { decodePd1011Report, penMode } from './report-codec.ts';

/** Opens a PD1011. PROTOCOL when it is none or refuses its pen mode; the transport is closed on any failure. */
export const openPd1011 = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(
    transport,
    async () => {
      const model = findPd1011Model(transport.info);
      if (!model) throw new DriverError('PROTOCOL', `no PD1011 ${transport.info.productId.toString(16)}`);
      await transport.setFeature(penMode);
      const identity = identityOf(model, transport, { ...plainPad, screen: 'display' });
      return { identity, decode: (report) => [decodePd1011Report(report)] };
    },
    nowMicros,
  );
