import { BedSignError, check, LauncherAnswer, type LauncherMessage, type PadScreen } from '@bedsign/contract';
import type { ManagedProcess } from './managed-process.ts';

const answeredWithinMs = 10_000;

/** The launcher's words with the station that it started. */
export const linkToStation = (station: Pick<ManagedProcess<unknown>, 'send' | 'onMessage' | 'ended'>) => {
  const waiting = new Map<number, (url: string) => void>();
  let lastId = 0;
  const send = (message: LauncherMessage): void => station.send(message);
  station.onMessage((message) => {
    const { id, url } = check(LauncherAnswer, message, 'INTERNAL');
    waiting.get(id)?.(url);
    waiting.delete(id);
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
    padScreen: (state: PadScreen): void => send({ tell: 'padScreen', state }),
  };
};
