import type { Clock } from '../clock.ts';
import type { Moment } from '../monitor.ts';
import { decodePacket, encodePacket, leap, modes, type Packet, version } from './packet.ts';

/** log2 of seconds: what an event loop can tell of when a packet came. */
const precision = -13;
/** RFC 5905 figure 11: unsynchronised. */
const unsynchronisedStratum = 16;
const lastStratum = 15;
/** The client's own, within what RFC 4330 §5 allows to say. */
const leastPoll = 6;

const blank = (request: Packet, origin: Uint8Array): Packet => ({
  ...{ leap: leap.unsynchronised, version: request.version, mode: modes.server, stratum: unsynchronisedStratum },
  ...{ poll: Math.max(request.poll, leastPoll), precision, rootDelay: 0, rootDispersion: 0 },
  ...{ referenceId: new Uint8Array(4), reference: undefined, origin, receive: undefined, transmit: undefined },
});

/** A request of a client that we can answer, with the bytes of its transmit timestamp; undefined for all else. */
export const readRequest = (bytes: Uint8Array): { request: Packet; origin: Uint8Array } | undefined => {
  const request = decodePacket(bytes);
  if (!request || request.mode !== modes.client || request.version < 1 || request.version > version) return undefined;
  return { request, origin: bytes.slice(40, 48) };
};
type Request = NonNullable<ReturnType<typeof readRequest>>;

/** RFC 5905 §7.4: asked too often. */
export const kissRate = ({ request, origin }: Request): Uint8Array =>
  encodePacket({ ...blank(request, origin), stratum: 0, referenceId: Buffer.from('RATE') });

/**
 * RFC 4330 §6: the time as we trust it, one stratum below our source; without trusted time leap indicator 3 and stratum 16, and no
 * times. `receivedAt` is monotonic.
 */
export const answerClient = (
  { request, origin }: Request,
  moment: Moment | undefined,
  receivedAt: number,
  clock: Clock,
): Uint8Array => {
  const silent = blank(request, origin);
  if (!moment) return encodePacket(silent);
  const now = clock.monotonic();
  return encodePacket({
    ...silent,
    ...{ leap: moment.leap, stratum: Math.min(moment.stratum + 1, lastStratum), referenceId: moment.referenceId },
    // Our whole error is dispersion: clients add half the delay and the dispersion.
    ...{ rootDispersion: moment.errorMs, reference: moment.measuredAt },
    ...{ receive: moment.ms - (now - receivedAt), transmit: moment.ms },
  });
};
