import type { ByteStream } from '../../byte-stream.ts';
import { DriverError } from '../../driver-error.ts';
import { createJobQueue } from '../../job-queue.ts';
import type { ScsiTransport } from '../../mass-storage/scsi-transport.ts';
import { judgeFingerprint } from '../quality.ts';
import type { CaptureOptions, FingerprintImage, FingerprintReader } from '../reader.ts';
import {
  confirmation,
  decodeProductInfo,
  decodeSystemParameters,
  instruction,
  type ProductInfo,
  simulatedModel,
  vfyPwd,
} from './commands.ts';
import type { Link } from './link.ts';
import { createScsiLink } from './scsi-link.ts';
import { createSerialLink } from './serial-link.ts';

const dpi = 500;
const pollMs = 100;
const attempts = 3;

const hex = (code: number) => `0x${code.toString(16).padStart(2, '0')}`;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const requireOk = ({ code, data }: { code: number; data: Uint8Array }, command: string): Uint8Array => {
  if (code !== confirmation.ok) throw new DriverError('PROTOCOL', `${command} answered ${hex(code)}`);
  return data;
};

/** Older modules do not know ReadProdInfo: they refuse it, or answer something else. */
const readProductInfo = async (link: Link): Promise<ProductInfo | undefined> => {
  const { code, data } = await link.request(Uint8Array.of(instruction.readProdInfo));
  try {
    return code === confirmation.ok ? decodeProductInfo(data) : undefined;
  } catch {
    return undefined;
  }
};

const waitForFinger = async (link: Link, deadline: number, signal: AbortSignal): Promise<void> => {
  let failures = 0;
  for (;;) {
    signal.throwIfAborted();
    const { code } = await link.request(Uint8Array.of(instruction.genImg));
    if (code === confirmation.ok) return;
    const worthRepeating = code === confirmation.captureFailed || code === confirmation.packetError;
    if (code !== confirmation.noFinger && !(worthRepeating && ++failures < attempts))
      requireOk({ code, data: new Uint8Array() }, 'GenImg');
    if (performance.now() > deadline) throw new DriverError('NO_FINGER');
    await pause(pollMs);
  }
};

/** Reads the image out of the module, again when noise on the line has cost a packet. */
const upload = async (link: Link, info: ProductInfo | undefined, onProgress: (progress: number) => void) => {
  const declared = info && info.width * info.height > 0 ? info : undefined;
  for (let attempt = 1; ; attempt++) {
    requireOk(await link.request(Uint8Array.of(instruction.upImage)), 'UpImage');
    const image = await link.receiveImage(declared, onProgress);
    if (image) return image;
    if (attempt === attempts) throw new DriverError('PROTOCOL', `no whole image in ${attempts} attempts`);
  }
};

const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

type Ef01Options = { waitForFingerMs?: number };

/**
 * Opens an EF01 module (Synochip, ZAZ and their kin) with the factory password. TIMEOUT or PROTOCOL when it is none; the
 * link is closed on any failure. A finger is waited for `waitForFingerMs`.
 */
const openReader = async (link: Link, { waitForFingerMs = 20_000 }: Ef01Options): Promise<FingerprintReader> => {
  const introduce = async () => {
    requireOk(await link.request(vfyPwd()), 'VfyPwd');
    decodeSystemParameters(requireOk(await link.request(Uint8Array.of(instruction.readSysPara)), 'ReadSysPara'));
    return readProductInfo(link);
  };
  const info = await introduce().catch(async (error: unknown) => {
    await link.close().catch(() => undefined);
    throw error;
  });
  const inTurn = createJobQueue();

  const read = async ({ signal, onState }: CaptureOptions): Promise<FingerprintImage> => {
    const report: typeof onState = (state, progress) => signal.aborted || onState(state, progress);
    report('waiting', 0);
    await waitForFinger(link, performance.now() + waitForFingerMs, signal);
    report('reading', 0);
    const image = await upload(link, info, (progress) => report('reading', progress));
    const { quality, flaw } = judgeFingerprint(image);
    if (flaw) throw new DriverError('POOR_IMAGE', flaw);
    return { ...image, dpi, quality };
  };

  return {
    vendor: 'EF01',
    model: info?.model || 'EF01 module',
    serial: info?.serial ?? '',
    simulated: info?.model === simulatedModel,
    capture: async (options) => {
      options.signal.throwIfAborted();
      // An aborted upload goes on to its end on the wire; the next capture waits for it in the queue.
      return untilAborted(
        inTurn(() => read(options)),
        options.signal,
      );
    },
    onLost: link.onLost,
    close: link.close,
  };
};

/** A module on a serial line, or behind a serial adapter in the same housing. */
export const openEf01Reader = async (stream: ByteStream, options: Ef01Options = {}): Promise<FingerprintReader> =>
  openReader(createSerialLink(stream), options);

/** The same module as 10-inch pads have it: tunnelled through a mass-storage device. */
export const openEf01ScsiReader = async (
  transport: ScsiTransport,
  options: Ef01Options = {},
): Promise<FingerprintReader> => openReader(createScsiLink(transport), options);
