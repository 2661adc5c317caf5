import { randomBytes } from 'node:crypto';
import { driftOver } from '../clock.ts';
import type { Measurement } from '../selection/sample.ts';
import { checkReply } from './check-reply.ts';
import type { Exchange, NtpServer } from './exchange.ts';
import { clientRequest, decodePacket } from './packet.ts';
import { referenceIdOf } from './reference-id.ts';

/**
 * Asks an NTP server once (RFC 5905 §8). T1 and T4 are of the monotonic clock, so the offset is between that and true time. The
 * error is the root distance (§11.2): half the way to the server and from there to its reference, the dispersion that it states, and
 * what our clock may have drifted meanwhile. SourceError says why there is no sample.
 */
export const askServer = async (server: NtpServer, exchange: Exchange): Promise<Measurement> => {
  const nonce = randomBytes(8);
  const isReply = (bytes: Uint8Array) => Buffer.compare(decodePacket(bytes)?.origin ?? new Uint8Array(), nonce) === 0;
  const { reply, sentAt, receivedAt, address } = await exchange(server, clientRequest(nonce), isReply);
  const packet = decodePacket(reply);
  if (!packet) throw new Error('a reply that is none was let through');
  const elapsed = receivedAt - sentAt;
  const { receive, transmit, rootDelay, rootDispersion, precision, stratum, leap } = checkReply(packet, elapsed);
  const delay = Math.max(elapsed - (transmit - receive), 0);
  return {
    at: receivedAt,
    offset: (receive + transmit) / 2 - (sentAt + receivedAt) / 2,
    error: (rootDelay + delay) / 2 + rootDispersion + 1000 * 2 ** precision + driftOver(elapsed),
    stratum,
    referenceId: referenceIdOf(address),
    leap,
  };
};
