import { DriverError } from '../../driver-error.ts';
import { reportLength } from '../../hid/field-value.ts';
import { parseReportDescriptor } from '../../hid/report-descriptor.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { findUgeeV2Model, type UgeeV2Model } from './models.ts';
import { decodeUgeeParameters, decodeUgeeReport, parametersString, switchToVendorMode } from './report-codec.ts';

const usualOutputLength = 12;
const outputReport = 2;

const outputLength = ({ reportDescriptor }: HidTransport): number =>
  (reportDescriptor && reportLength(parseReportDescriptor(reportDescriptor), 'output', outputReport)) ||
  usualOutputLength;

/** What a pad that is in no table says of itself. */
const askModel = async (transport: HidTransport): Promise<{ model: UgeeV2Model; buttons: number }> => {
  const { vendorId, productId, product } = transport.info;
  const said = decodeUgeeParameters(
    await transport.indexedString(parametersString).catch((thrown: unknown) => {
      throw new DriverError('PROTOCOL', `${product} is in no table and does not answer string 100`, { cause: thrown });
    }),
  );
  const millimetres = (counts: number) => (counts / said.linesPerInch) * 25.4;
  const model: UgeeV2Model = {
    ...{ vendorId, productId, vendor: 'UGEE', name: product, generation: said.maxPressure > 8191 ? 'wide' : 'narrow' },
    ...{ maxX: said.maxX, maxY: said.maxY, maxPressure: said.maxPressure },
    ...{ widthMm: millimetres(said.maxX), heightMm: millimetres(said.maxY) },
  };
  return { model, buttons: said.buttons };
};

/**
 * Switches a UGEE or XP-Pen pad to its vendor mode with an ordinary output report, which every host can send. PROTOCOL
 * when it is in no table and says nothing of itself; the transport is closed on any failure.
 */
export const openUgeeV2 = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(
    transport,
    async () => {
      await transport.write(switchToVendorMode(outputLength(transport)));
      const known = findUgeeV2Model(transport.info);
      const { model, buttons } = known ? { model: known, buttons: 0 } : await askModel(transport);
      const capabilities = { ...plainPad, screen: model.screen ? 'display' : 'none', tilt: true, buttons } as const;
      const identity = identityOf(model, transport, capabilities);
      return { identity, decode: (report) => [decodeUgeeReport(report, model.generation)] };
    },
    nowMicros,
  );
