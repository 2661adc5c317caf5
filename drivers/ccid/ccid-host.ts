import type { ApduTransport } from '../apdu-transport.ts';
import type { BulkPipes } from '../bulk-pipes.ts';
import { DriverError } from '../driver-error.ts';
import { createJobQueue } from '../job-queue.ts';
import {
  type CcidMessage,
  cardStatus,
  ccidHeaderLength,
  ccidMessage,
  chain,
  commandStatus,
  decodeCcid,
  encodeCcid,
} from './ccid-codec.ts';

/** No answer of an extended APDU is longer (ISO/IEC 7816-4 §5.2). */
const longestAnswer = 65_536 + 2;
const nothing = new Uint8Array();

/**
 * The card in slot 0 of a CCID reader, powered up; where the system has no PC/SC service, or the reader is a token's own.
 * `maxMessage` is dwMaxCCIDMessageLength of its descriptor. NOT_CONNECTED without a card, LOST when it is taken out;
 * the pipes are closed on any failure.
 */
export const openCcid = async (pipes: BulkPipes, maxMessage: number): Promise<ApduTransport & { atr: Uint8Array }> => {
  const inTurn = createJobQueue();
  const room = maxMessage - ccidHeaderLength;
  let sequence = 0;

  const exchange = async (type: number, level: number, data: Uint8Array): Promise<CcidMessage> => {
    const mine = sequence;
    sequence = (sequence + 1) & 0xff;
    await pipes.write(encodeCcid({ type, slot: 0, sequence: mine, specific: [0, level & 0xff, level >> 8], data }));
    for (;;) {
      const answer = decodeCcid(await pipes.read(maxMessage));
      const [status, error] = answer.specific;
      const command = status >> 6;
      if (answer.slot !== 0 || answer.sequence !== mine) throw new DriverError('PROTOCOL', 'answer to another message');
      if (command === commandStatus.timeExtension) continue;
      if (command === commandStatus.ok) return answer;
      if ((status & 3) === cardStatus.absent) throw new DriverError('LOST', 'the card is not in the reader');
      throw new DriverError('PROTOCOL', `the reader answered status ${status}, error ${error}`);
    }
  };
  const dataBlock = async (level: number, data: Uint8Array): Promise<{ data: Uint8Array; part: number }> => {
    const answer = await exchange(ccidMessage.transfer, level, data);
    if (answer.type !== ccidMessage.dataBlock) throw new DriverError('PROTOCOL', `message ${answer.type}`);
    return { data: answer.data, part: answer.specific[2] };
  };

  const send = async (apdu: Uint8Array): Promise<{ data: Uint8Array; part: number }> => {
    if (apdu.length <= room) return dataBlock(chain.whole, apdu);
    for (let at = 0; ; at += room) {
      const last = at + room >= apdu.length;
      const level = at === 0 ? chain.begins : last ? chain.ends : chain.middle;
      const answer = await dataBlock(level, apdu.subarray(at, at + room));
      if (last) return answer;
      if (answer.part !== chain.goOn) throw new DriverError('PROTOCOL', `the reader stopped a chain at ${at}`);
    }
  };
  const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
    let { data, part } = await send(apdu);
    const parts = [data];
    let length = data.length;
    while (part === chain.begins || part === chain.middle) {
      ({ data, part } = await dataBlock(chain.goOn, nothing));
      length += data.length;
      if (length > longestAnswer) throw new DriverError('PROTOCOL', 'an answer without end');
      parts.push(data);
    }
    return Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
  };

  const powerOn = async (): Promise<Uint8Array> => {
    const { type, data } = await exchange(ccidMessage.powerOn, 0, nothing).catch((error: DriverError) => {
      throw error.code === 'LOST' && error.detail?.includes('not in')
        ? new DriverError('NOT_CONNECTED', error.detail)
        : error;
    });
    if (type !== ccidMessage.dataBlock || data.length < 2) throw new DriverError('PROTOCOL', 'no answer to reset');
    return data;
  };
  const atr = await powerOn().catch(async (error: unknown) => {
    await pipes.close().catch(() => undefined);
    throw error;
  });

  return {
    atr,
    transmit: (apdu) => inTurn(() => transmit(apdu)),
    onClosed: pipes.onClosed,
    close: () =>
      inTurn(async () => {
        // Powered down, the card forgets that a PIN was shown.
        await exchange(ccidMessage.powerOff, 0, nothing).catch(() => undefined);
        await pipes.close();
      }),
  };
};
