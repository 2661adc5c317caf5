import { confirmation, encodeProductInfo, encodeSystemParameters, instruction, simulatedModel } from './commands.ts';
import type { ImageSize } from './image.ts';
import { type Packet, pid } from './packet-codec.ts';

/** Bytes in a data packet; what the module says of itself. */
export const packetSize = 128;
const fullSpeed = 57_600;

export type SimulatedModuleOptions = {
  serial: string;
  size: ImageSize;
  /** False: an older module without ReadProdInfo. */
  productInfo: boolean;
  /** What the glass sees of a finger that lies on it, 8 bits. */
  look(): Uint8Array;
};

/** The module itself, whatever its cable: its password, its glass, its image buffer, its acknowledgements. */
export const createSimulatedModule = ({ serial, size, productInfo, look }: SimulatedModuleOptions) => {
  let touched = false;
  let unlocked = false;
  let buffer: Uint8Array | undefined;

  const ack = (code: number, data: Uint8Array = new Uint8Array()): Packet => ({
    pid: pid.ack,
    payload: Uint8Array.of(code, ...data),
  });
  const withPassword: Record<number, () => Packet> = {
    [instruction.readSysPara]: () => ack(confirmation.ok, encodeSystemParameters({ packetSize, baudRate: fullSpeed })),
    [instruction.readProdInfo]: () =>
      productInfo
        ? ack(confirmation.ok, encodeProductInfo({ model: simulatedModel, serial, ...size }))
        : ack(confirmation.unsupported),
    [instruction.genImg]: () => {
      buffer = touched ? look() : undefined;
      return ack(touched ? confirmation.ok : confirmation.noFinger);
    },
    [instruction.upImage]: () => ack(buffer ? confirmation.ok : confirmation.noImage),
  };

  return {
    /** The acknowledgement of a command, and the image that follows it, if one does. */
    answer({ payload }: Packet): { ack: Packet; image?: Uint8Array } {
      const [command = 0, ...parameters] = payload;
      if (command === instruction.vfyPwd) {
        unlocked = parameters.length === 4 && parameters.every((byte) => byte === 0);
        return { ack: ack(unlocked ? confirmation.ok : confirmation.wrongPassword) };
      }
      if (!unlocked) return { ack: ack(confirmation.passwordRequired) };
      const answer = withPassword[command]?.() ?? ack(confirmation.unsupported);
      return command === instruction.upImage && buffer ? { ack: answer, image: buffer } : { ack: answer };
    },
    finger(present: boolean): void {
      touched = present;
    },
    powerLoss(): void {
      unlocked = false;
      buffer = undefined;
    },
  };
};
