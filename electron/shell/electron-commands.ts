import type { PageRole } from '@bedsign/contract';
import type { Display } from './shell.ts';

/** What the launcher asks of Electron's main process; each is answered by {id, result} or {id, error}. */
export type ElectronCommand = { id: number } & (
  | { do: 'openNurse'; url: string }
  | { do: 'openPatient'; url: string; display: Display | null }
  | { do: 'closePatient' }
  | { do: 'displays' }
  | { do: 'identify'; urls: string[] }
  | { do: 'refill'; page: PageRole; url: string }
  | { do: 'attention' }
  | { do: 'quit' }
);

export type ElectronAnswer = { id: number; result?: unknown; error?: string };

/** What Electron's main process tells unasked. */
export type ElectronEvent = { event: 'displayChange' } | { event: 'pageGone'; page: PageRole };

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type ElectronRequest = WithoutId<ElectronCommand>;
