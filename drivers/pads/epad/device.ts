import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { type EpadModel, epadModels } from './models.ts';
import { decodeEpadReport } from './report-codec.ts';

export const findEpadModel = (ids: { vendorId: number; productId: number }): EpadModel | undefined =>
  epadModels.find((model) => model.vendorId === ids.vendorId && model.productId === ids.productId);

/** Reads an ePadLink pad, which needs no switching. PROTOCOL when it is none; the transport is closed on any failure. */
export const openEpad = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(
    transport,
    async () => {
      const { info } = transport;
      const model = findEpadModel(info);
      if (!model) throw new DriverError('PROTOCOL', `no ePad model ${info.productId.toString(16)}`);
      return {
        identity: identityOf(model, transport, { ...plainPad, buttons: 2 }),
        decode: (report) => [decodeEpadReport(report)],
      };
    },
    nowMicros,
  );
