import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { isSimulated, openHidPad } from '../hid-pad.ts';
import { type Pad, type PadIdentity, plainPad } from '../pad.ts';
import type { PenEvent } from '../pen-stream.ts';
import { findHuionV2Model } from './models.ts';
import { decodeHuionReport } from './report-codec.ts';
import {
  decodeParameters,
  decodeText,
  firmwareString,
  type HuionParameters,
  parametersString,
} from './string-codec.ts';

/** Between protocols: answers string 200 but does not speak v2. */
const transitionFirmware = 'HUION_T153_160607';

const readParameters = async (transport: HidTransport): Promise<HuionParameters | undefined> => {
  // The request itself switches the pad to vendor mode, so it is made even when the answer is not needed.
  const answer = await transport.indexedString(parametersString);
  try {
    return decodeParameters(answer);
  } catch {
    return undefined;
  }
};

const vendorNames: Readonly<Record<number, string>> = { 9580: 'Huion', 21827: 'UC-Logic' };

/** Who the pad is and what it can; leaves it in vendor mode. */
const identify = async (transport: HidTransport): Promise<PadIdentity> => {
  const { info } = transport;
  const firmware = decodeText(await transport.indexedString(firmwareString));
  if (firmware === transitionFirmware) throw new DriverError('PROTOCOL', `firmware ${firmware} does not speak v2`);
  const model = findHuionV2Model(info, firmware);
  const parameters = await readParameters(transport);
  const range = parameters ?? model;
  if (!range) throw new DriverError('PROTOCOL', `unknown firmware ${firmware}, and string 200 holds no parameters`);
  const millimetres = (counts: number) => (parameters ? (counts / parameters.linesPerInch) * 25.4 : 0);
  return {
    vendor: model?.vendor ?? vendorNames[info.vendorId] ?? 'Huion',
    model: model?.name ?? firmware,
    serial: info.serial,
    simulated: model?.simulated || isSimulated(transport),
    maxX: range.maxX,
    maxY: range.maxY,
    maxPressure: range.maxPressure,
    widthMm: model?.widthMm ?? millimetres(range.maxX),
    heightMm: model?.heightMm ?? millimetres(range.maxY),
    clock: 'receipt',
    ...(model && { reportsPerSecond: model.reportsPerSecond }),
    capabilities: {
      ...plainPad,
      screen: model?.screen ? 'display' : 'none',
      buttons: parameters?.buttons ?? 0,
      tilt: true,
    },
  };
};

/** Reads one report as the stream of all families wants it. */
const decode = (report: Uint8Array): PenEvent[] => {
  const read = decodeHuionReport(report);
  if (read.kind !== 'pen') return [read];
  const { x, y, pressure, tip, tiltX, tiltY } = read;
  return [{ kind: 'pen', x, y, pressure, tip, tilt: { x: tiltX, y: tiltY } }];
};

/**
 * Switches a Huion, Gaomon or UC-Logic pad to its vendor mode and reads its pen. `nowMicros` is a monotonic clock:
 * these pads send no time of their own. PROTOCOL when it is no such pad; the transport is closed on any failure.
 */
export const openHuionV2 = (transport: HidTransport, nowMicros: () => number): Promise<Pad> =>
  openHidPad(transport, async () => ({ identity: await identify(transport), decode }), nowMicros);
