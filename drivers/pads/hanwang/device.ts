import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { findHanwangModel } from './models.ts';
import { decodeHanwangReport } from './report-codec.ts';

/** Reads a Hanwang Art Master III, which needs no switching. PROTOCOL when it is none; the transport is closed then. */
export const openHanwang = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(
    transport,
    async () => {
      const model = findHanwangModel(transport.info);
      if (!model) throw new DriverError('PROTOCOL', `no Art Master ${transport.info.productId.toString(16)}`);
      return { identity: identityOf(model, transport, plainPad), decode: (report) => [decodeHanwangReport(report)] };
    },
    nowMicros,
  );
