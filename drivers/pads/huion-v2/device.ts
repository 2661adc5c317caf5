import { DriverError } from '../../driver-error.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createLatch, createListeners } from '../../listeners.ts';
import { newPadCounters, type Pad, type PadSample } from '../pad.ts';
import { findHuionV2Model } from './models.ts';
import { decodeHuionReport, type HuionReport } from './report-codec.ts';
import {
  decodeParameters,
  decodeText,
  firmwareString,
  type HuionParameters,
  parametersString,
} from './string-codec.ts';

/** Between protocols: answers string 200 but does not speak v2. */
const transitionFirmware = 'HUION_T153_160607';
/** Many firmwares never say that the pen left; after this silence it has. */
const leaveAfterMs = 100;
const gapMicros = 20_000;

const readParameters = async (transport: HidTransport): Promise<HuionParameters | undefined> => {
  // The request itself switches the pad to vendor mode, so it is made even when the answer is not needed.
  const answer = await transport.indexedString(parametersString);
  try {
    return decodeParameters(answer);
  } catch {
    return undefined;
  }
};

/** Who the pad is and what it can; leaves it in vendor mode. */
const identify = async (transport: HidTransport) => {
  const { info } = transport;
  const firmware = decodeText(await transport.indexedString(firmwareString));
  if (firmware === transitionFirmware) throw new DriverError('PROTOCOL', `firmware ${firmware} does not speak v2`);
  const model = findHuionV2Model(info, firmware);
  const parameters = await readParameters(transport);
  const range = parameters ?? model;
  if (!range) throw new DriverError('PROTOCOL', `unknown firmware ${firmware}, and string 200 holds no parameters`);
  const millimetres = (counts: number) => (parameters ? (counts / parameters.linesPerInch) * 25.4 : 0);
  return {
    vendor: model?.vendor ?? 'Huion',
    model: model?.name ?? firmware,
    serial: info.serial,
    simulated: model?.simulated ?? false,
    maxX: range.maxX,
    maxY: range.maxY,
    maxPressure: range.maxPressure,
    widthMm: model?.widthMm ?? millimetres(range.maxX),
    heightMm: model?.heightMm ?? millimetres(range.maxY),
    clock: 'receipt' as const,
  };
};

/**
 * Switches a Huion, Gaomon or UC-Logic pad to its vendor mode and reads its pen. `nowMicros` is a monotonic clock:
 * these pads send no time of their own. PROTOCOL when it is no such pad; the transport is closed on any failure.
 */
export const openHuionV2 = async (transport: HidTransport, nowMicros: () => number): Promise<Pad> => {
  const identity = await identify(transport).catch(async (error: unknown) => {
    await transport.close().catch(() => undefined);
    throw error;
  });
  const counters = newPadCounters();
  const samples = createListeners<[PadSample]>();
  const lost = createLatch();
  let last: PadSample | undefined;
  let lastReport = new Uint8Array();
  let leaveTimer: ReturnType<typeof setTimeout> | undefined;

  const emit = (sample: PadSample) => {
    last = sample;
    samples.emit(sample);
  };
  const leave = () => {
    clearTimeout(leaveTimer);
    if (last?.inRange) emit({ ...last, pressure: 0, tip: false, inRange: false, tMicros: nowMicros() });
  };
  const awaitLeave = () => {
    clearTimeout(leaveTimer);
    const concluded = () => {
      counters.missedLeaves++;
      leave();
    };
    // A second turn of the event loop: after a stall, timers run before the reports that have waited in the queue.
    leaveTimer = setTimeout(() => {
      leaveTimer = setTimeout(concluded, 0);
    }, leaveAfterMs);
  };
  const within = (value: number, max: number) => {
    if (value <= max) return value;
    counters.clamped++;
    return max;
  };

  const receive = (report: HuionReport) => {
    if (report.kind === 'other') counters.ignored++;
    if (report.kind === 'leave') leave();
    if (report.kind !== 'pen') return;
    const tMicros = nowMicros();
    if (last?.inRange && tMicros - last.tMicros > gapMicros) counters.gaps++;
    if (!report.tip && report.pressure > 0) counters.stuckPressure++;
    emit({
      x: within(report.x, identity.maxX),
      y: within(report.y, identity.maxY),
      pressure: report.tip ? within(report.pressure, identity.maxPressure) : 0,
      tip: report.tip,
      inRange: true,
      tMicros,
    });
    awaitLeave();
  };

  const stopInput = transport.onInput((bytes) => {
    counters.reports++;
    // Counted and kept: a pen held still sends equal reports too, and the protocol has no sequence number.
    if (bytes.length === lastReport.length && bytes.every((byte, i) => byte === lastReport[i])) counters.duplicates++;
    lastReport = bytes.slice();
    let report: HuionReport;
    try {
      report = decodeHuionReport(bytes);
    } catch {
      counters.malformed++;
      return;
    }
    receive(report);
  });
  const stopClosed = transport.onClosed(() => {
    clearTimeout(leaveTimer);
    lost.set();
  });

  return {
    ...identity,
    onSample: samples.on,
    onLost: lost.on,
    counters,
    async close() {
      clearTimeout(leaveTimer);
      stopInput();
      stopClosed();
      await transport.close();
    },
  };
};
