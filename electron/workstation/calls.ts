import { looksLikeLink } from '@bedsign/contract';

/** What people ask of a program that runs already: to come to the front, perhaps with a task. */
export type Calls = {
  /** Takes the words of one more start. */
  call(words: readonly string[]): void;
  /** Hears them; those that came before somebody listened, too. */
  listen(listener: (link: string | null) => void): void;
};

/** The first link among a start's words. */
export const linkIn = (words: readonly string[]): string | null => words.find(looksLikeLink) ?? null;

export const createCalls = (): Calls => {
  const early: (string | null)[] = [];
  let hear = (link: string | null): void => void early.push(link);
  return {
    call: (words) => hear(linkIn(words)),
    listen(listener) {
      hear = listener;
      for (const link of early.splice(0)) listener(link);
    },
  };
};
