import type { ApduDeviceSide, ApduTransport } from '../../apdu-transport.ts';
import { DriverError } from '../../driver-error.ts';
import { createJobQueue } from '../../job-queue.ts';
import type { ScsiDeviceSide, ScsiTransport } from '../../mass-storage/scsi-transport.ts';
import { answerStandardCommand } from '../../mass-storage/standard-commands.ts';
import { simulatedTokenInquiry } from './ids.ts';

/**
 * APDUs through a mass-storage device (GM/T 0017 §10.4): vendor command FE, 01 to send and 02 to receive, the first with
 * the standard's name behind it. Each message is 0x12, its length BE16, and the APDU or the answer.
 */
const operation = 0xfe;
const direction = { send: 0x01, receive: 0x02 } as const;
const name = new TextEncoder().encode('GMCAPIDFS');
const marker = 0x12;
const headLength = 3;
/** The longest message that a device sends. */
const receiveLength = 512;

const command = (to: number, text: Uint8Array = new Uint8Array()): Uint8Array => {
  const block = new Uint8Array(16);
  block.set([operation, to, ...text]);
  return block;
};

export const encodeMessage = (content: Uint8Array): Uint8Array =>
  Uint8Array.of(marker, content.length >> 8, content.length & 0xff, ...content);

/** What a message holds; bytes behind it are a block's padding. PROTOCOL when it is none or is cut short. */
export const decodeMessage = (bytes: Uint8Array): Uint8Array => {
  const length = ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0);
  if (bytes[0] !== marker || bytes.length < headLength + length)
    throw new DriverError('PROTOCOL', `message of ${length} in ${bytes.length} bytes`);
  return bytes.slice(headLength, headLength + length);
};

/** A token that the system takes for a drive. */
export const apduOverScsi = (transport: ScsiTransport): ApduTransport => {
  const inTurn = createJobQueue();
  return {
    transmit: (apdu) =>
      inTurn(async () => {
        await transport.write(command(direction.send, name), encodeMessage(apdu));
        return decodeMessage(await transport.read(command(direction.receive), receiveLength));
      }),
    onClosed: transport.onClosed,
    close: transport.close,
  };
};

/** The token's own side: a drive without a medium that hands messages to its chip. */
export const chipDrive = (chip: ApduDeviceSide, serial: string): ScsiDeviceSide => {
  let waiting: Uint8Array | undefined;
  return {
    vendorId: 0x2fd0,
    productId: 0x1002,
    manufacturer: 'BedSign',
    product: 'Token drive (SIMULATED)',
    serial,
    async command(block, data) {
      if (block[0] !== operation) return answerStandardCommand(block, { ...simulatedTokenInquiry, revision: '1.0' });
      if (block[1] === direction.receive) {
        const answer = waiting;
        waiting = undefined;
        return answer;
      }
      if (block[1] !== direction.send || !name.every((byte, i) => block[2 + i] === byte)) return undefined;
      try {
        const answer = await chip.answer(decodeMessage(data));
        waiting = answer && encodeMessage(answer);
        return answer && new Uint8Array();
      } catch {
        return undefined;
      }
    },
    powerLoss() {
      waiting = undefined;
      chip.reset();
    },
  };
};
