import type { TimeSourceState } from '@bedsign/contract';

/** Why a source gave no time. `backOff`: it wishes to be asked less often, or never again. */
export class SourceError extends Error {
  readonly status: Extract<TimeSourceState['status'], 'silent' | 'refused' | 'unsynchronised'>;
  readonly backOff: 'slower' | 'never' | undefined;

  constructor(status: SourceError['status'], message: string, backOff?: SourceError['backOff']) {
    super(message);
    this.name = 'SourceError';
    this.status = status;
    this.backOff = backOff;
  }
}
