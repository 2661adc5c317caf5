import type { ApduTransport } from '../../apdu-transport.ts';
import { DriverError } from '../../driver-error.ts';
import { createJobQueue } from '../../job-queue.ts';
import { createLatch } from '../../listeners.ts';
import type { ChipCrypto, PinState, SecurityChip } from '../chip.ts';
import { type Command, decodeResponse, encodeCommand, ins, sw } from './apdu-codec.ts';
import { decodeDeviceInfo, deviceInfoLength } from './device-info.ts';
import { decodeBlob, signatureToDer } from './ecc-codec.ts';
import { challengeLength, pinKey, pinProof } from './pin.ts';

/** Names inside the chip; vendors and CAs choose their own. */
export type ChipLayout = { application: string; container: string };
export const defaultLayout: ChipLayout = { application: 'BEDSIGN', container: 'SIGN' };

/** How a simulated chip's label begins in GetDevInfo. */
export const simulatedLabel = 'SIMULATED';

/** VerifyPIN P2. */
export const userPin = 1;
/** ECCSignData P1: the data is a digest already. */
export const signDigestMode = 2;
/** ExportPublicKey P1: the signing key pair, not the one for encryption. */
export const signingKeyPair = 1;

const applicationIdOffset = 8;

/** What VerifyPIN's status word says of the PIN; undefined when it failed for another reason. */
const pinStateOf = (status: number): PinState | undefined => {
  if (status === sw.blocked || status === sw.triesLeft) return { state: 'locked', triesLeft: 0 };
  return (status & 0xfff0) === sw.triesLeft ? { state: 'wrong', triesLeft: status & 0x0f } : undefined;
};

const failure = (status: number, what: string): DriverError => {
  const pin = pinStateOf(status);
  if (pin?.state === 'locked') return new DriverError('PIN_LOCKED');
  if (pin) return new DriverError('PIN_WRONG', `${pin.triesLeft} tries left`);
  return new DriverError('CHIP', `${what} answered ${status.toString(16).padStart(4, '0')}`);
};

/**
 * Opens the signing container of a GM/T 0017 chip. CHIP when it has no such application, container or key; PROTOCOL when
 * its answers make no sense. The transport is closed on any failure.
 */
export const openGmt0017Chip = async (
  transport: ApduTransport,
  crypto: ChipCrypto,
  layout: ChipLayout = defaultLayout,
): Promise<SecurityChip> => {
  const lost = createLatch();
  const stopClosed = transport.onClosed(lost.set);
  const inTurn = createJobQueue();
  let pinState: PinState = { state: 'unverified', triesLeft: null };

  const send = async (what: keyof typeof ins, command: Partial<Omit<Command, 'ins'>>): Promise<Uint8Array> => {
    const { p1 = 0, p2 = 0, data = new Uint8Array(), le = 0 } = command;
    const response = decodeResponse(await transport.transmit(encodeCommand({ ins: ins[what], p1, p2, data, le })));
    if (response.sw !== sw.ok) {
      pinState = pinStateOf(response.sw) ?? pinState;
      throw failure(response.sw, what);
    }
    return response.data;
  };
  const identifier = (data: Uint8Array, offset: number, what: string): Uint8Array => {
    if (data.length !== offset + 2) throw new DriverError('PROTOCOL', `${what} of ${data.length} bytes`);
    return data.subarray(offset);
  };
  const random = async (length: number): Promise<Uint8Array> => {
    const data = await send('genRandom', { le: length });
    if (data.length !== length) throw new DriverError('PROTOCOL', `${data.length} random bytes of ${length}`);
    return data;
  };

  const open = async () => {
    const encoder = new TextEncoder();
    const info = decodeDeviceInfo(await send('getDevInfo', { le: deviceInfoLength }));
    const opened = await send('openApplication', { data: encoder.encode(layout.application), le: 10 });
    const application = identifier(opened, applicationIdOffset, 'application');
    const named = Uint8Array.of(...application, ...encoder.encode(layout.container));
    const container = identifier(await send('openContainer', { data: named, le: 2 }), 0, 'container');
    const address = Uint8Array.of(...application, ...container);
    const [x, y] = decodeBlob(await send('exportPublicKey', { p1: signingKeyPair, data: address, le: 68 }));
    return { info, application, address, publicKey: Uint8Array.of(4, ...x, ...y) };
  };
  const { info, application, address, publicKey } = await open().catch(async (error: unknown) => {
    await transport.close().catch(() => undefined);
    throw error;
  });

  return {
    model: info.label,
    serial: info.serial,
    simulated: info.label.startsWith(simulatedLabel),
    publicKey,
    // The instruction that exports certificates is in the part of GM/T 0017 that is not public.
    certificate: null,
    get pin() {
      return pinState;
    },
    verifyPin: (pin) =>
      inTurn(async () => {
        const key = await pinKey(pin, crypto);
        const proof = pinProof(key, await random(challengeLength), crypto);
        await send('verifyPin', { p2: userPin, data: Uint8Array.of(...application, ...proof) });
        // A right PIN gives all tries back; how many, the chip does not say.
        pinState = { state: 'verified', triesLeft: null };
      }),
    signDigest: (e) =>
      inTurn(async () => {
        if (e.length !== 32) throw new DriverError('CHIP', `a digest of ${e.length} bytes`);
        const data = Uint8Array.of(...address, ...e);
        const [r, s] = decodeBlob(await send('eccSignData', { p1: signDigestMode, data, le: 68 }));
        return signatureToDer(r, s);
      }),
    random: (length) => inTurn(() => random(length)),
    onLost: lost.on,
    async close() {
      stopClosed();
      await transport.close();
    },
  };
};
