import { DriverError } from '../../driver-error.ts';
import { fieldMillimetres } from '../../hid/field-value.ts';
import { parseReportDescriptor } from '../../hid/report-descriptor.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { identityOf, openHidPad } from '../hid-pad.ts';
import { type Pad, plainPad } from '../pad.ts';
import { findHidPenModel } from './models.ts';
import { findPenFields, penDecoder } from './pen-fields.ts';

const range = ({ logicalMin, logicalMax }: { logicalMin: number; logicalMax: number }) => logicalMax - logicalMin;

const prepare = (transport: HidTransport) => {
  const { info, reportDescriptor } = transport;
  if (!reportDescriptor) throw new DriverError('PROTOCOL', 'the host does not tell the report descriptor');
  const fields = findPenFields(parseReportDescriptor(reportDescriptor));
  const model = findHidPenModel(info);
  const widthMm = model?.widthMm ?? fieldMillimetres(fields.x);
  const heightMm = model?.heightMm ?? fieldMillimetres(fields.y);
  if (!widthMm || !heightMm) throw new DriverError('PROTOCOL', `${info.product}: its size in millimetres is unknown`);
  const identity = identityOf(
    {
      ...{ vendor: model?.vendor ?? 'HID', name: model?.name ?? info.product, widthMm, heightMm },
      ...{ maxX: range(fields.x), maxY: range(fields.y), maxPressure: fields.pressure ? range(fields.pressure) : 1 },
    },
    transport,
    { ...plainPad, screen: model?.screen ? 'display' : 'none', tilt: fields.tiltX !== undefined },
  );
  return { identity, decode: penDecoder(fields) };
};

/**
 * Reads any pen digitizer by its report descriptor: pads in their standard mode, and pads whose reports a kernel driver
 * rewrites. PROTOCOL when the descriptor is unknown or no pen's, or when nothing tells its size; the transport is closed
 * on any failure.
 */
export const openHidPen = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(transport, async () => prepare(transport), nowMicros);
