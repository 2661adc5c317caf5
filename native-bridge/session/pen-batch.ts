import type { EventData, InkSample } from '@bedsign/contract';

/** At 266 reports a second about two per batch: half a screen refresh, and half as many messages. */
const batchMs = 8;

/** Gathers pen samples for the pages. One batch has one owner, so their order is the pen's. */
export const createPenBatch = (send: (batch: EventData<'pen'>) => void) => {
  let fieldId: string | null = null;
  let samples: InkSample[] = [];
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (samples.length === 0) return;
    const batch = { fieldId, samples };
    samples = [];
    send(batch);
  };
  return {
    add(owner: string | null, sample: InkSample): void {
      if (owner !== fieldId) flush();
      fieldId = owner;
      samples.push(sample);
      timer ??= setTimeout(flush, batchMs);
    },
    /** Sends what is pending; before anything that must come after it. */
    flush,
  };
};
