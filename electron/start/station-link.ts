import {
  BedSignError,
  check,
  type LauncherMessage,
  longestTaskLink,
  type Mishaps,
  type PadScreen,
  type PageRole,
  type ScreenName,
  StationMessage,
} from '@bedsign/contract';
import type { SupervisedStation } from './supervise.ts';

const answeredWithinMs = 10_000;

/** What the nurse wishes of the screens. */
export type ScreenWishes = { identify(): void; reopen(): void; use(screen: ScreenName | null): void };

type Telling = Extract<LauncherMessage, { tell: string }>;

/** The launcher's words with the station that it started. */
export const linkToStation = (
  station: Pick<SupervisedStation, 'send' | 'onMessage' | 'onCrash' | 'onRevived' | 'running'>,
) => {
  const waiting = new Map<number, { resolve(url: string): void; fail(why: string): void }>();
  let lastId = 0;
  let wishes: ScreenWishes | null = null;
  /** Said before somebody listened. */
  let used: ScreenName | null = null;
  /** What a station that comes back has to be told again. */
  const told = new Map<Telling['tell'], Telling>();
  const tell = (message: Telling): void => {
    // Of a link it has to hear once.
    if (message.tell !== 'link' || !station.running) told.set(message.tell, message);
    station.send(message);
  };
  station.onRevived(() => {
    for (const message of told.values()) station.send(message);
    told.delete('link');
  });
  station.onCrash(() => {
    for (const { fail } of waiting.values()) fail('ended');
  });
  station.onMessage((received) => {
    const message = check(StationMessage, received, 'INTERNAL');
    if ('answer' in message) waiting.get(message.answer)?.resolve(message.url);
    else if (message.do === 'identify') wishes?.identify();
    else if (message.do === 'patientPage') wishes?.reopen();
    else {
      used = message.screen;
      wishes?.use(message.screen);
    }
  });
  return {
    /** Address of a page with a fresh one-time token. */
    pageUrl: (role: PageRole): Promise<string> => {
      const id = ++lastId;
      return new Promise<string>((resolve, reject) => {
        const fail = (why: string) => reject(new BedSignError('INTERNAL', `station: ${why}`));
        const timer = setTimeout(() => fail('no answer'), answeredWithinMs);
        waiting.set(id, {
          resolve(url) {
            clearTimeout(timer);
            resolve(url);
          },
          fail,
        });
        station.send({ ask: 'page', role, id } satisfies LauncherMessage);
      }).finally(() => waiting.delete(id));
    },
    padScreen: (padScreen: PadScreen): void => tell({ tell: 'padScreen', padScreen }),
    mishaps: (mishaps: Mishaps): void => tell({ tell: 'mishaps', mishaps }),
    /** A longer one is cut, and so refused by name. */
    openLink: (link: string): void => tell({ tell: 'link', link: link.slice(0, longestTaskLink + 1) }),
    onWish(listener: ScreenWishes): void {
      wishes = listener;
      if (used) listener.use(used);
    },
  };
};
export type StationLink = ReturnType<typeof linkToStation>;
