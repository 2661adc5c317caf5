import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { findWacomDtuModel } from './models.ts';
import { decodeDtuReport, penMode } from './report-codec.ts';

const attempts = 5;

/** Some firmware needs to be told more than once. */
const switchToPenMode = async (transport: HidTransport): Promise<void> => {
  for (let i = 0; i < attempts; i++) {
    await transport.setFeature(penMode);
    const answer = await transport.getFeature(penMode[0] ?? 0, penMode.length);
    if (answer[1] === penMode[1]) return;
  }
  throw new DriverError('PROTOCOL', 'the pad does not take its pen mode');
};

/** Opens a Wacom pen display. PROTOCOL when it is none of the table or stays in mouse mode; the transport is closed then. */
export const openWacomDtu = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(
    transport,
    async () => {
      const model = findWacomDtuModel(transport.info);
      if (!model) throw new DriverError('PROTOCOL', `no DTU ${transport.info.productId.toString(16)}`);
      await switchToPenMode(transport);
      const capabilities = { ...plainPad, screen: 'display', buttons: model.buttons } as const;
      const identity = identityOf(model, transport, capabilities);
      return { identity, decode: (report) => [decodeDtuReport(report, model.layout)] };
    },
    nowMicros,
  );
