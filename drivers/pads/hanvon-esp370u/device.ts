import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { hanvonModel } from './models.ts';
import { decodeHanvonReport, encodeHanvonCommand, type HanvonCommand } from './report-codec.ts';

const capabilities = { ...plainPad, screen: 'own', ownInk: true, buttons: 2 } as const;

/** Opens a Hanvon ESP370U, which draws its own ink on its own glass. The transport is closed on any failure. */
export const openHanvon = (transport: HidTransport, nowMicros: () => number): Promise<Pad> => {
  const tell = (command: HanvonCommand) => transport.setFeature(encodeHanvonCommand(command));
  return openHidPad(
    transport,
    async () => {
      await tell('initialise');
      await tell('open');
      return {
        identity: identityOf(hanvonModel, transport, capabilities),
        decode: (report) => [decodeHanvonReport(report)],
        beforeClose: () => tell('close'),
      };
    },
    nowMicros,
  );
};
