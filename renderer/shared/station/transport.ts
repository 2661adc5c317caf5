import type { AnswerFrame, EventFrame, RequestFrame } from '@bedsign/contract';

/** What a connection tells its owner. `closed` comes once, also when it never opened. */
export type ConnectionEvents = {
  opened(): void;
  frame(frame: AnswerFrame | EventFrame): void;
  closed(): void;
};

/** One connection to the station: a WebSocket in the browser shell; any channel that carries frames will do. */
export type Connection = { send(frame: RequestFrame): void; close(): void };
export type Connect = (on: ConnectionEvents) => Connection;
