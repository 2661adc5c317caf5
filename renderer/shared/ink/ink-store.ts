import type { InkSample, SessionView } from '@bedsign/contract';
import type { StationClient } from '../station/client.ts';

/** `append`: draw these on top at once; `replace`: draw the field whole again. */
export type InkChange = { fieldId: string; kind: 'append' | 'replace' };
export type InkStore = {
  samples(fieldId: string): readonly InkSample[];
  subscribe(listener: (change: InkChange) => void): () => void;
};

/** All ink of the session by field: whole from each view, then growing with every pen event. */
export const createInkStore = (client: StationClient): InkStore => {
  const ink = new Map<string, InkSample[]>();
  const subscribers = new Set<(change: InkChange) => void>();
  const tell = (change: InkChange) => {
    for (const subscriber of subscribers) subscriber(change);
  };
  const load = (session: SessionView | null): void => {
    ink.clear();
    for (const field of session?.fields ?? []) {
      ink.set(field.id, [...field.ink]);
      tell({ fieldId: field.id, kind: 'replace' });
    }
  };
  client.onHello((hello) => load(hello.session));
  client.on('session', load);
  client.on('pen', ({ fieldId, samples }) => {
    if (fieldId === null) return;
    const known = ink.get(fieldId) ?? [];
    known.push(...samples);
    ink.set(fieldId, known);
    tell({ fieldId, kind: 'append' });
  });
  return {
    samples: (fieldId) => ink.get(fieldId) ?? [],
    subscribe: (subscriber) => {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
  };
};
