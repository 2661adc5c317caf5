import { BedSignError, type EvidenceBundle, limits, tipSamples } from '@bedsign/contract';

/** Does the station's clock agree with ours? Both in ms since 1970. */
export const checkClock = (stationTime: number, now: number): void => {
  if (!(Math.abs(stationTime - now) <= limits.clockSkewMs))
    throw new BedSignError('CLOCK_SKEW', `${Math.round((stationTime - now) / 1000)} s`);
};

const rises = (times: number[]): boolean => times.every((time, index) => time >= (times[index - 1] ?? time));

/** A pad's clock need not run quite like the station's, ms. */
const strokeSlackMs = 1000;

/** When the latest of `samples` was taken, whole ms since 1970. */
const latest = (opened: number, samples: EvidenceBundle['fields'][number]['samples']): number =>
  samples.reduce((time, [, , , micros]) => Math.max(time, opened + Math.floor(micros / 1000)), opened);

/**
 * The steps in the order in which they can happen, none later than the station's clock when it sent them; that clock
 * has been held against ours. How long a bundle waited in the journal does not matter.
 */
export const checkTimes = ({ times, fields, fingerprint, photo }: EvidenceBundle, stationTime: number): void => {
  const { opened, signed, confirmed, sealed } = times;
  const inOrder = [
    [opened, signed, confirmed, sealed, stationTime],
    ...fields.map(({ samples }) => samples.map(([, , , micros]) => micros)),
    // Nothing was written after the signer had finished, nothing at all came from the pad after the confirmation.
    ...fields.flatMap(({ samples }) => [
      [latest(opened, tipSamples(samples)), signed + strokeSlackMs],
      [latest(opened, samples), confirmed + strokeSlackMs],
    ]),
    ...('takenAt' in fingerprint ? [[opened, fingerprint.takenAt, sealed]] : []),
    ...('takenAt' in photo ? [[opened, photo.takenAt, sealed]] : []),
  ];
  if (!inOrder.every(rises)) throw new BedSignError('TIMES_OUT_OF_ORDER');
};
