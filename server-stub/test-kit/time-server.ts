import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { TimeSettings } from '@bedsign/contract';
import { encodePacket, leap, modes, packetBytes } from '../time/ntp/packet.ts';

/** An NTP server on a port of this machine that gives the machine's own time, as a hospital's would. */
const startTimeServer = async (): Promise<number> => {
  const socket = createSocket('udp4');
  socket.on('message', (request, { port, address }) => {
    const now = Date.now();
    const reply = encodePacket({
      ...{ leap: leap.none, version: 4, mode: modes.server, stratum: 1, poll: 6, precision: -10 },
      ...{ rootDelay: 0, rootDispersion: 1, referenceId: Buffer.from('BDS\0'), reference: now },
      ...{ origin: request.subarray(40, packetBytes), receive: now, transmit: now },
    });
    socket.send(reply, port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket.unref().address().port;
};

let port: Promise<number> | undefined;

/** Settings for trusted time from the one time server of this test process, which ends with it. */
export const testTimeSettings = async (): Promise<TimeSettings> => {
  port ??= startTimeServer();
  return {
    sources: [{ kind: 'ntp', host: '127.0.0.1', port: await port }],
    limits: { maximumOffsetMs: 500, maximumAccuracyMs: 1000, staleAfterMs: 900_000, minimumAgreeing: 1 },
    sntpServer: null,
  };
};
