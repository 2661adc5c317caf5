import { SourceError } from '../source-error.ts';
import { leap, modes, type Packet, version } from './packet.ts';

/** A reply that passed: both of the server's timestamps are there. */
export type CheckedReply = Packet & { receive: number; transmit: number };

/** RFC 5905 §7.3: what is farther than this from its reference is not synchronised (MAXDISP), ms. */
const maximumDistanceMs = 16_000;
const lastStratum = 15;

/** RFC 5905 §7.4: a packet of stratum 0 is a kiss-o'-death, its reference identifier says in four letters why. */
const kiss = ({ referenceId }: Packet): SourceError => {
  const code = String.fromCharCode(...referenceId).replace(/[^A-Z0-9]/gi, '');
  if (code === 'RATE') return new SourceError('silent', 'RATE: the server is asked too often', 'slower');
  if (code === 'DENY' || code === 'RSTR') return new SourceError('refused', `${code}: the server refuses us`, 'never');
  return new SourceError('unsynchronised', `the server has no time (${code || 'stratum 0'})`);
};

/**
 * Holds a reply to our own request (its origin is checked before) against RFC 4330 §5 and the "packet sanity tests" of RFC 5905 §9.2;
 * SourceError says what does not fit. `elapsedMs`: from sending the request to receiving the reply.
 */
export const checkReply = (packet: Packet, elapsedMs: number): CheckedReply => {
  const { receive, transmit, reference } = packet;
  const bogus = (why: string) => new SourceError('silent', `a reply that cannot be: ${why}`);
  if (packet.mode !== modes.server) throw bogus(`mode ${packet.mode}`);
  if (packet.version < 3 || packet.version > version) throw bogus(`version ${packet.version}`);
  if (packet.stratum === 0) throw kiss(packet);
  if (packet.leap === leap.unsynchronised || packet.stratum > lastStratum)
    throw new SourceError('unsynchronised', 'the server says that it is not synchronised');
  if (packet.rootDelay / 2 + packet.rootDispersion >= maximumDistanceMs)
    throw new SourceError('unsynchronised', 'the server is too far from its reference');
  if (receive === undefined || transmit === undefined) throw bogus('no timestamps');
  if (transmit < receive) throw bogus('sent before it came');
  if (transmit - receive > elapsedMs + 1) throw bogus('it took the server longer than us');
  if (reference !== undefined && reference > transmit) throw bogus('its reference is later than itself');
  return { ...packet, receive, transmit };
};
