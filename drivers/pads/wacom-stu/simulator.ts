import type { HidDeviceSide } from '../../hid-device-side.ts';
import type { HidTransport } from '../../hid-transport.ts';
import { createListeners } from '../../listeners.ts';
import { hidOverCable } from '../../simulated-hid.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import type { Bitmap } from '../pad-screen.ts';
import { stuReportDescriptor } from './descriptor.ts';
import { decodeImageArea, encodeCapability, encodeInformation, encodeStatus, encodingFlag } from './feature-codec.ts';
import type { StuModel } from './models.ts';
import { encodePlainBlock, encodeStuPen, type StuPen } from './pen-codec.ts';
import { reportLength, reportsOf, type StuReportName, stuReports, stuResult, stuState } from './reports.ts';
import { answerHostKey, createRsaHalf, simulatedBase, simulatedPrime } from './simulated-encryption.ts';
import { createSimulatedScreen } from './simulated-screen.ts';
import type { StuCrypto } from './stu-crypto.ts';

/** What the pen does, in fractions 0…1 of the screen and of full pressure. */
export type StuPenState = { x: number; y: number; pressure: number; tip: boolean; inRange: boolean };

export type SimulatedStu = {
  device: HidDeviceSide;
  connect(): Promise<HidTransport>;
  pen(state: StuPenState): void;
  /** Sends bytes as they are, for tests of what a faulty pad sends. */
  sendRaw(report: Uint8Array): void;
  /** What stands on the glass. */
  readonly shown: Bitmap;
  readonly state: number;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

export type SimulatedStuOptions = {
  model: StuModel;
  serial?: string;
  /** Without it the pad has no encryption. */
  crypto?: StuCrypto;
  /** How long the screen takes for an image or to clear, in milliseconds; a real one needs up to 600. */
  busyMs?: number;
  /** Feature reports that this unit's firmware does not give out. */
  silent?: readonly StuReportName[];
};

/** Settings after power-up and after a reset: ink on, no pen option, the maker's thresholds, the whole screen. */
const defaults: Partial<Record<StuReportName, readonly number[]>> = {
  inkingMode: [1],
  inkThreshold: [21, 0, 17, 0],
  penDataOptionMode: [0],
};
const sequenceOption = 3;

/** The pad's own side: it takes a command only in the states that the table names, and says why not in its status. */
export const simulateStu = (options: SimulatedStuOptions): SimulatedStu => {
  const { model, serial = 'SIM-STU-1', crypto, busyMs = 1, silent = [] } = options;
  const { generation } = model;
  const names = reportsOf(generation).filter((name) => !silent.includes(name));
  const byId = new Map<number, StuReportName>(names.map((name) => [stuReports[name].id, name]));
  const inputs = createListeners<[Uint8Array]>();
  const screen = createSimulatedScreen(model.screen, model.depths);
  const settings = new Map<number, Uint8Array>();

  let state: number = stuState.ready;
  let lastResult: number = stuResult.none;
  let sessionId = 0;
  let sequence = 0;
  let key: Uint8Array | undefined;
  let rsa = crypto ? createRsaHalf(crypto) : undefined;
  let waitingPen: StuPen | undefined;
  /** What is under way belongs to the power it began under. */
  let power = 0;

  const setting = (name: StuReportName): Uint8Array => {
    const { id } = stuReports[name];
    const kept = settings.get(id);
    if (kept) return kept;
    const fresh = new Uint8Array(1 + reportLength(name, generation));
    fresh.set([id, ...(defaults[name] ?? [])]);
    return fresh;
  };
  const reset = () => {
    power++;
    state = stuState.ready;
    lastResult = stuResult.none;
    settings.clear();
    screen.clear();
    key = undefined;
    waitingPen = undefined;
    sequence = 0;
    rsa = crypto ? createRsaHalf(crypto) : undefined;
  };
  const port = createSimulatedPort('simulated signature pad', reset);

  const busy = (during: number, work: () => Promise<number>) => {
    const mine = power;
    state = during;
    const done = async () => {
      await new Promise((resolve) => setTimeout(resolve, busyMs));
      const result = await work();
      if (mine !== power) return;
      lastResult = result;
      state = stuState.ready;
    };
    void done();
  };
  const startImage = (result: number) => {
    lastResult = result;
    if (result === stuResult.none) state = stuState.image;
  };
  const clear = () =>
    busy(stuState.image, async () => {
      screen.clear();
      return stuResult.none;
    });

  const commands: Partial<Record<StuReportName, (report: Uint8Array) => void>> = {
    reset,
    clearScreen: clear,
    clearScreenArea: clear,
    startCapture: (report) => {
      sessionId = new DataView(report.buffer, report.byteOffset).getUint32(1);
      key ??= rsa?.key;
      state = stuState.capture;
    },
    endCapture: () => {
      state = stuState.ready;
    },
    startImageData: (report) => startImage(screen.start(report[1] ?? 0)),
    startImageDataArea: (report) => {
      const { encoding, box } = decodeImageArea(report);
      startImage(screen.start(encoding, box));
    },
    imageDataBlock: (report) => {
      lastResult = screen.block(report);
    },
    endImageData: (report) => {
      if (report[1] === 0) return busy(stuState.image, screen.commit);
      screen.abandon();
      state = stuState.ready;
    },
    hostPublicKey: (report) => {
      if (!crypto) return;
      const host = report.slice(1);
      busy(stuState.calculation, async () => {
        const half = answerHostKey(crypto, host);
        key = half.key;
        settings.set(stuReports.devicePublicKey.id, Uint8Array.of(stuReports.devicePublicKey.id, ...half.publicKey));
        return stuResult.none;
      });
    },
    encryptionCommand: (report) => rsa?.set(report),
  };

  const allowed = (name: StuReportName): boolean => {
    const { when } = stuReports[name];
    if (when === 'any') return true;
    const states = {
      ready: [stuState.ready],
      image: [stuState.image],
      capture: [stuState.capture],
      'ready or capture': [stuState.ready, stuState.capture],
    } as const;
    return (states[when] as readonly number[]).includes(state);
  };

  const { maxX, maxY, maxPressure, screen: size } = model;
  const old = generation === '300' || generation === '500';
  const flags = { 1: encodingFlag.oneBit, 16: encodingFlag.sixteenBit, 24: encodingFlag.twentyFourBit } as const;
  const answers: Partial<Record<StuReportName, () => Uint8Array>> = {
    status: () => encodeStatus({ state, lastResult, statusWord: 0 }),
    information: () => encodeInformation({ model: model.name.slice(0, 9), firmware: '1.2', secureIc: Boolean(crypto) }),
    capability: () =>
      encodeCapability({
        maxX,
        maxY,
        maxPressure,
        screenWidth: size.width,
        screenHeight: size.height,
        reportRate: old ? 0 : model.reportsPerSecond,
        linesPerInch: old ? 0 : 2540,
        encodings: old ? 0 : model.depths.reduce((bits: number, depth) => bits | flags[depth], encodingFlag.zlib),
      }),
    uid2: () => Uint8Array.of(stuReports.uid2.id, ...new TextEncoder().encode(serial.padEnd(10, '\0').slice(0, 10))),
    dhPrime: () => Uint8Array.of(stuReports.dhPrime.id, ...(crypto ? simulatedPrime : new Uint8Array(16))),
    dhBase: () => Uint8Array.of(stuReports.dhBase.id, ...simulatedBase),
  };

  const send = (report: Uint8Array) => {
    if (port.plugged) inputs.emit(report);
  };
  const sendEncrypted = (pen: StuPen, aes: StuCrypto, secret: Uint8Array) => {
    const timed = model.encryption === 'rsa';
    if (!timed && !waitingPen && pen.inRange) {
      waitingPen = pen;
      return;
    }
    const { id } = timed ? stuReports.penDataTimeCountSequenceEncrypted : stuReports.penDataEncrypted;
    // A pen that leaves alone fills its block with itself.
    const block = encodePlainBlock(timed ? [pen] : [waitingPen ?? pen, pen], timed ? 'timed' : 'pair', sessionId);
    waitingPen = undefined;
    send(Uint8Array.of(id, ...aes.aesEncrypt(secret, block)));
  };

  const device: HidDeviceSide = {
    vendorId: model.vendorId,
    productId: model.productId,
    manufacturer: model.vendor,
    product: `${model.name} (SIMULATED)`,
    serial,
    reportDescriptor: stuReportDescriptor(generation),
    onInput: inputs.on,
    getFeature(reportId) {
      const name = byId.get(reportId);
      if (!name || !stuReports[name].mode.includes('get')) {
        lastResult = stuResult.wrongReportId;
        return undefined;
      }
      if (name.startsWith('encryption')) return rsa?.features[reportId]?.();
      return answers[name]?.() ?? setting(name);
    },
    setFeature(report) {
      const name = byId.get(report[0] ?? -1);
      if (!name || !stuReports[name].mode.includes('set') || report.length !== 1 + reportLength(name, generation)) {
        lastResult = stuResult.wrongReportId;
        return false;
      }
      if (!allowed(name)) {
        lastResult = stuResult.wrongState;
        return true;
      }
      lastResult = stuResult.none;
      try {
        commands[name]?.(report);
      } catch {
        lastResult = stuResult.badParameter;
      }
      if (stuReports[name].mode === 'get set') settings.set(stuReports[name].id, report.slice());
      return true;
    },
    write: () => false,
    indexedString: () => undefined,
    bulkOut(bytes) {
      if (state === stuState.image) lastResult = screen.data(bytes.slice());
    },
    powerLoss: reset,
  };

  return {
    device,
    connect: async () => hidOverCable(device, port.connect()),
    pen(penState) {
      sequence = (sequence + 1) & 0xffff;
      const fraction = (value: number) => Math.min(1, Math.max(0, value));
      const plain: StuPen = {
        x: Math.round(fraction(penState.x) * maxX),
        y: Math.round(fraction(penState.y) * maxY),
        pressure: Math.round(fraction(penState.pressure) * maxPressure),
        tip: penState.tip && penState.inRange,
        inRange: penState.inRange,
      };
      const timed = { ...plain, timeCount: Math.floor(performance.now()) & 0xffff, sequence };
      if (state === stuState.capture && crypto && key) return sendEncrypted(timed, crypto, key);
      send(encodeStuPen(setting('penDataOptionMode')[1] === sequenceOption ? timed : plain));
    },
    sendRaw: send,
    get shown() {
      return screen.shown;
    },
    get state() {
      return state;
    },
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
