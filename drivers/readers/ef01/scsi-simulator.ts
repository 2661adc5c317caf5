import { pipesOverCable } from '../../bulk-pipes.ts';
import { bulkOnlyDevice } from '../../mass-storage/bulk-only-device.ts';
import { scsiOverBulk } from '../../mass-storage/bulk-only-host.ts';
import type { ScsiDeviceSide, ScsiTransport } from '../../mass-storage/scsi-transport.ts';
import { answerStandardCommand } from '../../mass-storage/standard-commands.ts';
import { createSimulatedPort } from '../../simulated-port.ts';
import { drawFingerprint } from './fingerprint-image.ts';
import { simulatedEf01Inquiry } from './ids.ts';
import { defaultSize } from './image.ts';
import { createPacketParser, encodePacket, pid } from './packet-codec.ts';
import { ackLength, scsiImageSize, tunnel } from './scsi-link.ts';
import { createSimulatedModule } from './simulated-module.ts';

export type SimulatedScsiReader = {
  device: ScsiDeviceSide;
  connect(): Promise<ScsiTransport>;
  finger(present: boolean): void;
  unplug(): void;
  plug(): void;
  readonly plugged: boolean;
};

/** Grey of bare glass. */
const glass = 232;

/** The drawn finger in the middle of this sensor's longer glass. */
export const onLongGlass = (drawn: Uint8Array): Uint8Array => {
  const grey = new Uint8Array(scsiImageSize.width * scsiImageSize.height).fill(glass);
  grey.set(drawn, scsiImageSize.width * ((scsiImageSize.height - defaultSize.height) / 2));
  return grey;
};

/** The fingerprint module of a 10-inch pad: a drive without a medium whose vendor commands carry EF01 packets. */
export const simulateScsiReader = (
  options: { seed?: string; serial?: string; image?: Uint8Array; productInfo?: boolean } = {},
): SimulatedScsiReader => {
  const { seed = 'demo', serial = 'SIM-0002', productInfo = true } = options;
  let finger: Uint8Array | undefined;
  let waiting: Uint8Array[] = [];
  const module = createSimulatedModule({
    serial,
    size: scsiImageSize,
    productInfo,
    look() {
      finger ??= options.image ?? onLongGlass(drawFingerprint(seed));
      return finger;
    },
  });
  const powerLoss = () => {
    waiting = [];
    module.powerLoss();
  };
  const port = createSimulatedPort('simulated fingerprint drive', powerLoss);

  const device: ScsiDeviceSide = {
    vendorId: 0x2109,
    productId: 0x7638,
    manufacturer: 'BedSign',
    product: 'Fingerprint drive (SIMULATED)',
    serial,
    async command(command, data, length) {
      if (command[0] === tunnel.toModule) {
        const [packet] = createPacketParser().push(data);
        if (packet?.pid !== pid.command) return undefined;
        const { ack, image } = module.answer(packet);
        const padded = new Uint8Array(ackLength);
        padded.set(encodePacket(ack));
        waiting = image ? [padded, image] : [padded];
        return new Uint8Array();
      }
      if (command[0] !== tunnel.fromModule)
        return answerStandardCommand(command, { ...simulatedEf01Inquiry, revision: '1.0' });
      const next = waiting.shift();
      if (next && next.length > length) waiting.unshift(next.subarray(length));
      return next?.subarray(0, length);
    },
    powerLoss,
  };
  return {
    device,
    connect: async () => scsiOverBulk(pipesOverCable(bulkOnlyDevice(device), port.connect())),
    finger: module.finger,
    plug: port.plug,
    unplug: port.unplug,
    get plugged() {
      return port.plugged;
    },
  };
};
