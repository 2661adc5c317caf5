import type { ApduDeviceSide } from '../apdu-transport.ts';
import { type BulkDeviceSide, createBulkIn } from '../bulk-pipes.ts';
import {
  type CcidMessage,
  cardStatus,
  ccidHeaderLength,
  ccidMessage,
  chain,
  commandStatus,
  decodeCcid,
  encodeCcid,
  slotError,
} from './ccid-codec.ts';
import { maxMessageLength } from './ccid-descriptor.ts';

/** T=1, and nothing else to say (ISO/IEC 7816-3 §8). */
const atr = Uint8Array.of(0x3b, 0x80, 0x01, 0x81);
const room = maxMessageLength - ccidHeaderLength;
const nothing = new Uint8Array();

/** A reader with one slot, and a card in it that can be taken out; APDUs longer than a message come and go in chains. */
export const ccidDevice = (card: ApduDeviceSide): BulkDeviceSide & { card(present: boolean): void } => {
  const input = createBulkIn();
  let present = true;
  let powered = false;
  let received: number[] = [];
  let answer: Uint8Array[] = [];

  const status = (command: number) =>
    (command << 6) | (present ? (powered ? cardStatus.active : cardStatus.inactive) : cardStatus.absent);
  const reply = (to: CcidMessage, data: Uint8Array, part: number, type: number = ccidMessage.dataBlock) =>
    input.push(
      encodeCcid({ type, slot: to.slot, sequence: to.sequence, specific: [status(commandStatus.ok), 0, part], data }),
    );
  const refuse = (to: CcidMessage, error: number) =>
    input.push(
      encodeCcid({
        type: ccidMessage.slotStatusAnswer,
        slot: to.slot,
        sequence: to.sequence,
        specific: [status(commandStatus.failed), error, 0],
        data: nothing,
      }),
    );
  /** The next piece of the answer. */
  const give = (to: CcidMessage, first: boolean) => {
    const data = answer.shift() ?? nothing;
    const more = answer.length > 0;
    reply(to, data, first ? (more ? chain.begins : chain.whole) : more ? chain.middle : chain.ends);
  };
  const transfer = async (message: CcidMessage) => {
    const level = message.specific[1] | (message.specific[2] << 8);
    if (!powered) return refuse(message, slotError.mute);
    if (level === chain.goOn) return give(message, false);
    if (level === chain.whole || level === chain.begins) received = [];
    for (const byte of message.data) received.push(byte);
    if (level === chain.begins || level === chain.middle) return reply(message, nothing, chain.goOn);
    const whole = await card.answer(Uint8Array.from(received));
    if (!whole || !present) return refuse(message, slotError.mute);
    answer = Array.from({ length: Math.max(1, Math.ceil(whole.length / room)) }, (_, i) =>
      whole.subarray(i * room, (i + 1) * room),
    );
    give(message, true);
  };
  const power = (on: boolean) => {
    if (powered) card.reset();
    powered = on;
  };
  const messages: Record<number, (message: CcidMessage) => unknown> = {
    [ccidMessage.powerOn]: (message) => {
      if (!present) return refuse(message, slotError.mute);
      power(true);
      return reply(message, atr, chain.whole);
    },
    [ccidMessage.powerOff]: (message) => {
      power(false);
      return reply(message, nothing, 0, ccidMessage.slotStatusAnswer);
    },
    [ccidMessage.slotStatus]: (message) => reply(message, nothing, 0, ccidMessage.slotStatusAnswer),
    [ccidMessage.transfer]: transfer,
  };

  return {
    out(bytes) {
      let message: CcidMessage;
      try {
        message = decodeCcid(bytes);
      } catch {
        return;
      }
      const run = messages[message.type];
      if (run) void run(message);
      else refuse(message, slotError.unknownCommand);
    },
    in: input.in,
    card(inside) {
      present = inside;
      if (!inside) power(false);
    },
  };
};
