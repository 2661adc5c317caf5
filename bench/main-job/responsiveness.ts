import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../../server-stub/test-kit/test-server.ts';
import { timed } from '../kit/statistics.ts';

/** A pause between two requests that is no multiple of anything the server does. */
const pauseMs = 7;

/** Asks the server for its name again and again, as a nurse's page would for anything; `stop` gives the waits, ms. */
export const watchResponses = (url: string): { stop(): Promise<number[]> } => {
  const waits: number[] = [];
  let watching = true;
  const watch = async () => {
    while (watching) {
      waits.push(await timed(() => call(url, 'info')));
      await pause(pauseMs);
    }
  };
  const watched = watch();
  return {
    async stop() {
      watching = false;
      await watched;
      return waits;
    },
  };
};
