import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createHidPad, isSimulated } from '../hid-pad.ts';
import { type Pad, type PadIdentity, plainPad } from '../pad.ts';
import type { PenEvent } from '../pen-stream.ts';
import { agreeOnKey } from './encryption.ts';
import {
  decodeCapability,
  decodeInformation,
  decodeSerial,
  decodeStatus,
  type StuCapability,
} from './feature-codec.ts';
import { createStuLink, type StuLink } from './link.ts';
import { findStuModel, type StuModel } from './models.ts';
import { decodePlainBlock, decodeStuInput, type StuInput, type StuPen } from './pen-codec.ts';
import { hasReport, type StuReportName, stuReports, stuState } from './reports.ts';
import { type BulkOut, createStuScreen } from './screen.ts';
import type { StuCrypto } from './stu-crypto.ts';
import { createTimeCount } from './time-count.ts';

/** Time count and sequence number with every sample. */
const timeCountAndSequence = 3;
const defaultLinesPerInch = 2540;

const fromTable = (model: StuModel): StuCapability => ({
  maxX: model.maxX,
  maxY: model.maxY,
  maxPressure: model.maxPressure,
  screenWidth: model.screen.width,
  screenHeight: model.screen.height,
  reportRate: model.reportsPerSecond,
  linesPerInch: defaultLinesPerInch,
  encodings: 0,
});

/** Ends what another program, or ourselves before a crash, left under way. */
const settle = async (link: StuLink): Promise<void> => {
  const { state } = decodeStatus(await link.get('status'));
  if (state === stuState.image) await link.set('endImageData', 1);
  if (state === stuState.capture) await link.set('endCapture', 0);
  await link.ready();
};

const readSerial = async (link: StuLink, model: StuModel): Promise<string> => {
  const name: StuReportName = model.generation === '540' ? 'electronicSerial' : 'uid2';
  if (!hasReport(name, model.generation)) return '';
  const report = await link.optional(name);
  return report ? decodeSerial(report, stuReports[name]) : '';
};

const introduce = async (transport: HidTransport, options: StuOptions) => {
  const { info } = transport;
  const model = findStuModel(info);
  if (!model) throw new DriverError('PROTOCOL', `no STU model ${info.productId.toString(16)}`);
  const link = createStuLink(transport, model.generation);
  await settle(link);
  const information = await link.optional('information');
  const capabilityReport = await link.optional('capability');
  const said = capabilityReport ? decodeCapability(capabilityReport) : fromTable(model);
  const capability = said.maxX && said.maxY && said.maxPressure ? said : fromTable(model);
  await link.set('inkingMode', 1);
  const timed =
    hasReport('penDataTimeCountSequence', model.generation) &&
    (await link.set('penDataOptionMode', timeCountAndSequence).then(
      () => true,
      () => false,
    ));
  const capture = options.crypto ? await agreeOnKey(link, model, options.crypto) : undefined;
  await capture?.start();
  return {
    link,
    model,
    capability,
    capture,
    timed: timed || (capture !== undefined && model.encryption === 'rsa'),
    name: (information && decodeInformation(information).model) || model.name,
    serial: info.serial || (await readSerial(link, model)),
  };
};

export type StuOptions = {
  /** A monotonic clock, for pads that send no time of their own and for counting gaps. */
  nowMicros: () => number;
  /** With it, a pad that can encrypt its reports does, and nothing that comes in the clear is taken. */
  crypto?: StuCrypto;
  /** Where the host can open it; colour pictures need it. */
  bulk?: BulkOut;
};

/**
 * Makes a Wacom STU ready to write on. PROTOCOL when it is none, or when its encryption cannot be agreed on; TIMEOUT when
 * it stays busy. The transport is closed on any failure.
 */
export const openWacomStu = async (transport: HidTransport, options: StuOptions): Promise<Pad> => {
  const { nowMicros } = options;
  const { link, model, capability, capture, timed, name, serial } = await introduce(transport, options).catch(
    async (error: unknown) => {
      await transport.close().catch(() => undefined);
      throw error;
    },
  );
  const timeCount = createTimeCount();

  const toEvent = ({ timeCount: ticks, sequence, inRange, ...pen }: StuPen): PenEvent => {
    const time = ticks === undefined ? {} : { tMicros: timeCount(ticks, nowMicros()) };
    const number = sequence === undefined ? {} : { sequence };
    return inRange ? { kind: 'pen', ...pen, ...time, ...number } : { kind: 'leave', ...time, ...number };
  };
  const pensOf = (input: StuInput): PenEvent[] => {
    if (input.kind === 'encrypted' && capture)
      return decodePlainBlock(capture.decrypt(input.cipher), input.layout, capture.sessionId).map(toEvent);
    // What comes in the clear while the pad encrypts is not the pad's, or of before the capture.
    return input.kind === 'pen' && !capture ? [toEvent(input.pen)] : [{ kind: 'other' }];
  };
  const millimetres = (counts: number) => (counts / (capability.linesPerInch || defaultLinesPerInch)) * 25.4;
  const { maxX, maxY, maxPressure } = capability;
  const { vendor, reportsPerSecond } = model;
  const identity: PadIdentity = {
    ...{ vendor, model: name, serial, simulated: model.simulated || isSimulated(transport) },
    ...{ maxX, maxY, maxPressure, widthMm: millimetres(maxX), heightMm: millimetres(maxY) },
    ...{ clock: timed ? 'device' : 'receipt', reportsPerSecond },
    capabilities: { ...plainPad, screen: 'own', ownInk: true, encryption: capture !== undefined },
  };
  const parts = {
    identity,
    decode: (report: Uint8Array) => pensOf(decodeStuInput(report)),
    screen: createStuScreen(link, model, capability, capture, options.bulk),
    beforeClose: async () => capture?.end(),
  };
  return createHidPad(transport, parts, nowMicros);
};
