import type { ApduDeviceSide, ApduTransport } from '../../apdu-transport.ts';
import { DriverError } from '../../driver-error.ts';
import { type Connection, createSimulatedPort } from '../../simulated-port.ts';
import type { ChipCrypto } from '../chip.ts';
import { type Command, decodeCommand, encodeResponse, ins, type Response, sw } from './apdu-codec.ts';
import { defaultLayout, signDigestMode, signingKeyPair, simulatedLabel, userPin } from './device.ts';
import { encodeDeviceInfo } from './device-info.ts';
import { encodeBlob, signatureFromDer } from './ecc-codec.ts';
import { type ChipMemory, decodeMemory, encodeMemory } from './memory.ts';
import { challengeLength, pinKey, pinProof } from './pin.ts';

/** The PIN that a simulated chip leaves its factory with. */
export const simulatedChipPin = '123456';
const maxTries = 10;

const applicationId = [0x00, 0x01];
const containerId = [0x00, 0x01];

/** The chip's non-volatile store; whoever keeps the bytes seals them, for the private key is in them. */
export type ChipStore = { load(): Uint8Array | null; save(bytes: Uint8Array): void };

/** A store that forgets with the process. */
export const memoryStore = (): ChipStore => {
  let kept: Uint8Array | null = null;
  return {
    load: () => kept,
    save(bytes) {
      kept = bytes.slice();
    },
  };
};

export type SimulatedChip = {
  device: ApduDeviceSide;
  connect(): Promise<ApduTransport>;
  /** Its owner gives it another PIN, elsewhere. */
  changePin(pin: string): Promise<void>;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

const equal = (a: Uint8Array, b: ArrayLike<number>) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const status = (code: number): Response => ({ data: new Uint8Array(), sw: code });
const reply = (data: ArrayLike<number>): Response => ({ data: Uint8Array.from(data), sw: sw.ok });
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The chip's own side of GM/T 0017. The key pair is made inside when it first has power; no command gives the private half out. */
export const simulateChip = (
  crypto: ChipCrypto,
  store: ChipStore,
  { pin = simulatedChipPin, label = `${simulatedLabel} GM/T 0017 chip` }: { pin?: string; label?: string } = {},
): SimulatedChip => {
  let memory: Promise<ChipMemory> | undefined;
  let applicationOpen = false;
  let containerOpen = false;
  let pinVerified = false;
  let challenge: Uint8Array | undefined;
  const reset = () => {
    applicationOpen = false;
    containerOpen = false;
    pinVerified = false;
    challenge = undefined;
  };
  const port = createSimulatedPort('simulated chip', () => {
    memory = undefined;
    reset();
  });

  const powerUp = async (): Promise<ChipMemory> => {
    const kept = store.load();
    if (kept) return decodeMemory(kept);
    const made: ChipMemory = {
      ...crypto.generateKeyPair(),
      serial: crypto.random(8),
      triesLeft: maxTries,
      pinKey: await pinKey(pin, crypto),
    };
    store.save(encodeMemory(made));
    return made;
  };

  const verifyPin = (memory: ChipMemory, { p2, data }: Command): Response => {
    if (p2 !== userPin) return status(sw.wrongParameters);
    if (data.length !== 18) return status(sw.wrongLength);
    if (!applicationOpen || !equal(data.subarray(0, 2), applicationId)) return status(sw.notFound);
    if (memory.triesLeft === 0) return status(sw.blocked);
    if (!challenge) return status(sw.conditions);
    const proof = pinProof(memory.pinKey, challenge, crypto);
    challenge = undefined;
    pinVerified = false;
    // The try is spent before it is judged, so that cutting the power gains nothing.
    memory.triesLeft--;
    store.save(encodeMemory(memory));
    if (!equal(proof, data.subarray(2))) return status(memory.triesLeft ? sw.triesLeft | memory.triesLeft : sw.blocked);
    memory.triesLeft = maxTries;
    store.save(encodeMemory(memory));
    pinVerified = true;
    return status(sw.ok);
  };

  const inContainer = (data: Uint8Array) =>
    containerOpen && equal(data.subarray(0, 4), [...applicationId, ...containerId]);

  const commands: Record<number, (memory: ChipMemory, command: Command) => Response> = {
    [ins.getDevInfo]: (memory) =>
      reply(
        encodeDeviceInfo({
          manufacturer: 'BedSign',
          issuer: 'BedSign',
          label,
          serial: `${simulatedLabel}-${hex(memory.serial)}`,
        }),
      ),
    [ins.openApplication]: (_, { data }) => {
      if (!equal(data, new TextEncoder().encode(defaultLayout.application))) return status(sw.notFound);
      applicationOpen = true;
      // Rights to create files 4, containers 1, certificates 1, files 2; then the identifier.
      return reply([0, 0, 0, 0, 1, 0, 0, 0, ...applicationId]);
    },
    [ins.openContainer]: (_, { data }) => {
      const named = [...applicationId, ...new TextEncoder().encode(defaultLayout.container)];
      if (!applicationOpen || !equal(data, named)) return status(sw.notFound);
      containerOpen = true;
      return reply(containerId);
    },
    [ins.genRandom]: (_, { le }) => {
      if (le === 0 || le > 256) return status(sw.wrongLength);
      const bytes = crypto.random(le);
      challenge = le === challengeLength ? bytes : undefined;
      return reply(bytes);
    },
    [ins.verifyPin]: verifyPin,
    [ins.exportPublicKey]: ({ publicKey }, { p1, data }) => {
      if (p1 !== signingKeyPair) return status(sw.wrongParameters);
      if (data.length !== 4 || !inContainer(data)) return status(sw.notFound);
      return reply(encodeBlob(publicKey.subarray(1, 33), publicKey.subarray(33)));
    },
    [ins.eccSignData]: ({ privateKey }, { p1, data }) => {
      if (p1 !== signDigestMode) return status(sw.wrongParameters);
      if (data.length !== 36) return status(sw.wrongLength);
      if (!inContainer(data)) return status(sw.notFound);
      if (!pinVerified) return status(sw.securityStatus);
      return reply(encodeBlob(...signatureFromDer(crypto.signDigest(data.subarray(4), privateKey))));
    },
  };

  const answer = (memory: ChipMemory, apdu: Uint8Array): Response => {
    try {
      const command = decodeCommand(apdu);
      if (command.cla !== 0x80) return status(sw.unknownClass);
      return commands[command.ins]?.(memory, command) ?? status(sw.unknownInstruction);
    } catch (error) {
      if (error instanceof DriverError) return status(sw.wrongLength);
      throw error;
    }
  };

  const serve = (memory: ChipMemory, connection: Connection): ApduTransport => ({
    async transmit(apdu) {
      connection.assertOpen();
      const response = encodeResponse(answer(memory, apdu));
      // The answer takes its way; who pulls the chip out now gets none.
      await new Promise<void>((resolve) => setTimeout(resolve, 0));
      connection.assertOpen();
      return response;
    },
    onClosed: connection.onClosed,
    async close() {
      reset();
      await connection.close();
    },
  });

  const device: ApduDeviceSide = {
    async answer(apdu) {
      memory ??= powerUp();
      const working = await memory.catch(() => undefined);
      return working && encodeResponse(answer(working, apdu));
    },
    reset,
  };

  return {
    device,
    async connect() {
      const connection = port.connect();
      try {
        memory ??= powerUp();
        return serve(await memory, connection);
      } catch (error) {
        memory = undefined;
        await connection.close();
        throw error;
      }
    },
    async changePin(next) {
      memory ??= powerUp();
      const working = await memory;
      working.pinKey = await pinKey(next, crypto);
      store.save(encodeMemory(working));
    },
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
