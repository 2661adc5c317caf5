import type { AnswerFrame, EventFrame } from '@bedsign/contract';
import { decode, encode } from 'cborg';
import type { Connect } from './transport.ts';

/** The address of the station that served this page. */
export const stationAddress = (location: { protocol: string; host: string }): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/station`;

/** Frames as binary CBOR messages over a WebSocket. */
export const webSocket =
  (address: string): Connect =>
  (on) => {
    const socket = new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => on.opened());
    socket.addEventListener('close', () => on.closed());
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data instanceof ArrayBuffer) on.frame(decode(new Uint8Array(data)) as AnswerFrame | EventFrame);
    });
    return {
      send: (frame) => socket.send(new Uint8Array(encode(frame))),
      close: () => socket.close(),
    };
  };
