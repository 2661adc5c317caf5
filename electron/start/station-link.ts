import {
  BedSignError,
  check,
  type LauncherMessage,
  type PadScreen,
  type ScreenName,
  StationMessage,
} from '@bedsign/contract';
import type { ManagedProcess } from './managed-process.ts';

const answeredWithinMs = 10_000;

/** What the nurse wishes of the screens. */
export type ScreenWishes = { identify(): void; use(screen: ScreenName | null): void };

/** The launcher's words with the station that it started. */
export const linkToStation = (station: Pick<ManagedProcess<unknown>, 'send' | 'onMessage' | 'ended'>) => {
  const waiting = new Map<number, (url: string) => void>();
  let lastId = 0;
  let wishes: ScreenWishes | null = null;
  /** Said before somebody listened. */
  let used: ScreenName | null = null;
  const send = (message: LauncherMessage): void => station.send(message);
  station.onMessage((received) => {
    const message = check(StationMessage, received, 'INTERNAL');
    if ('answer' in message) {
      waiting.get(message.answer)?.(message.url);
      waiting.delete(message.answer);
    } else if (message.do === 'identify') wishes?.identify();
    else {
      used = message.screen;
      wishes?.use(message.screen);
    }
  });
  return {
    /** Address of the patient page with a fresh one-time token. */
    patientUrl: (): Promise<string> =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const fail = (why: string) => reject(new BedSignError('INTERNAL', `station: ${why}`));
        const timer = setTimeout(() => fail('no answer'), answeredWithinMs);
        void station.ended.then(fail);
        waiting.set(id, (url) => {
          clearTimeout(timer);
          resolve(url);
        });
        send({ ask: 'patientPage', id });
      }),
    padScreen: (padScreen: PadScreen): void => send({ tell: 'padScreen', padScreen }),
    onWish(listener: ScreenWishes): void {
      wishes = listener;
      if (used) listener.use(used);
    },
  };
};
