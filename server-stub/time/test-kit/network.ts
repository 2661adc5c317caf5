import { type Answer, type Exchange, replyWithinMs } from '../ntp/exchange.ts';
import { encodePacket, leap, modes, type Packet, packetBytes } from '../ntp/packet.ts';
import { SourceError } from '../source-error.ts';
import type { World } from './world.ts';

/** How one simulated server behaves; every field may be changed while the world runs. */
export type ServerBehaviour = {
  /** Its time minus true time, ms. */
  offset: number;
  /** One way, ms. */
  there: number;
  back: number;
  up: boolean;
  /** Changes what it would have sent; bytes are sent as they are. */
  send: (reply: Packet) => Packet | Uint8Array;
  /** What arrives before the reply. */
  before: (reply: Packet) => Uint8Array[];
  requests: number;
};

const behaviour = (): ServerBehaviour => ({
  ...{ offset: 0, there: 5, back: 5, up: true, requests: 0 },
  send: (reply) => reply,
  before: () => [],
});

/** NTP servers `names`, reached through an `Exchange` that keeps to the contract of the real one. */
export const createNetwork = <Name extends string>(world: World, names: readonly Name[]) => {
  const servers = Object.fromEntries(names.map((name) => [name, behaviour()])) as Record<Name, ServerBehaviour>;
  const wait = (ms: number) => new Promise<void>((resolve) => world.clock.after(ms, resolve));

  const reply = (request: Uint8Array, server: ServerBehaviour): Packet => {
    const now = world.truth() + server.offset;
    return {
      ...{ leap: leap.none, version: 4, mode: modes.server, stratum: 1, poll: 6, precision: -20 },
      ...{ rootDelay: 0, rootDispersion: 0.5, referenceId: Buffer.from('BDS\0'), reference: now - 1000 },
      ...{ origin: request.slice(40, packetBytes), receive: now, transmit: now },
    };
  };

  const exchange: Exchange = async ({ host }, request, isReply): Promise<Answer> => {
    const server = servers[host as Name];
    const sentAt = world.clock.monotonic();
    server.requests++;
    await wait(server.there);
    const packet = reply(request, server);
    const sent = server.send(packet);
    const arrivals = [...server.before(packet), sent instanceof Uint8Array ? sent : encodePacket(sent)];
    await wait(server.back);
    const receivedAt = world.clock.monotonic();
    const found = server.up && receivedAt - sentAt <= replyWithinMs ? arrivals.find(isReply) : undefined;
    if (!found) {
      await wait(Math.max(replyWithinMs - (receivedAt - sentAt), 0));
      throw new SourceError('silent', 'no answer');
    }
    return { reply: found, sentAt, receivedAt, address: '192.0.2.1' };
  };

  return { servers, exchange };
};
