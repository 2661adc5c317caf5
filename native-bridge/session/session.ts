import {
  asBedSignError,
  BedSignError,
  checkStrokes,
  isPhoto,
  isRoomy,
  mapCounts,
  onScreen,
  type RefusalReason,
  type ScreenBox,
  type SessionState,
  type SessionView,
} from '@bedsign/contract';
import type { Pad, RawSample, SecurityChip } from '@bedsign/drivers';
import { requireChip } from '../devices/chip-lock.ts';
import { namedDeviceError } from '../devices/device-error.ts';
import type { DeviceSet } from '../devices/device-set.ts';
import type { Journal } from '../journal/journal.ts';
import type { Progress as SubmissionProgress } from '../submission/submission.ts';
import { type Capture, type CapturedField, encodeDraft } from './capture.ts';
import { captureFingerprint } from './fingerprint-step.ts';
import { samePad } from './pad-identity.ts';
import { createPenRouter } from './pen-router.ts';
import type { SessionClock } from './session-clock.ts';
import { isSettled, requireStep, type Step } from './steps.ts';
import { inkLimits, toCounts, toSample } from './strokes.ts';
import { type Progress, toView } from './view.ts';

export type SessionDeps = {
  devices: Pick<DeviceSet, 'pad' | 'reader' | 'chip'>;
  journal: Pick<Journal, 'confirm' | 'seal' | 'forget'>;
  clock: SessionClock;
  seal(capture: Capture, chip: SecurityChip, sealed: number): Promise<Uint8Array>;
  onChange(): void;
  onSealed(): void;
};

/** One signing session: from the open document to the sealed evidence, and what the server made of it. */
export type Session = ReturnType<typeof createSession>;

export const createSession = (start: Capture, state: SessionState, deps: SessionDeps) => {
  const { devices, journal, onChange } = deps;
  const { now, startedMicros } = deps.clock;
  let capture = start;
  let document: Uint8Array | null = null;
  let sealing = false;
  let abortFinger = new AbortController();
  const router = createPenRouter();
  const progress: Progress = {
    state,
    page: 1,
    pagesRead: new Set([1]),
    activeField: null,
    finger: null,
    fingerFailure: null,
    failure: null,
    result: null,
  };

  const may = (step: Step): void => {
    if (sealing) throw new BedSignError('SESSION_STATE', 'sealing');
    requireStep(step, progress.state);
  };
  const move = (change: Partial<Progress>): void => {
    Object.assign(progress, change);
    devices.pad.capturing(progress.activeField !== null);
    devices.reader.capturing(progress.finger !== null);
    onChange();
  };
  const failed = (thrown: unknown): BedSignError => {
    const error = asBedSignError(thrown);
    move({ failure: error.toJSON() });
    return error;
  };

  /** Takes over `next` only once the journal has it; without that, session and draft stay as they were. */
  const keep = (next: Capture, change: Partial<Progress>): void => {
    const { patient, title } = next.task;
    try {
      journal.confirm(next.captureId, { patientName: patient.name, title }, next.confirmed ?? now(), encodeDraft(next));
    } catch (thrown) {
      throw failed(thrown);
    }
    capture = next;
    move({ failure: null, ...change });
  };

  const field = (id: string): CapturedField => {
    const found = capture.fields.find((candidate) => candidate.id === id);
    if (!found) throw new BedSignError('NOT_FOUND', `field ${id}`);
    return found;
  };
  const activeField = (): CapturedField => {
    if (progress.activeField === null) throw new BedSignError('SESSION_STATE', 'no field is being written');
    return field(progress.activeField);
  };
  const replaceField = (id: string, change: Partial<CapturedField>): CapturedField[] =>
    capture.fields.map((each) => (each.id === id ? { ...each, ...change } : each));
  const writeAnew = (id: string, change: Partial<CapturedField>): void => {
    router.release();
    capture = { ...capture, fields: replaceField(id, { done: false, samples: [], ...change }) };
  };
  const leaveField = (): void => {
    if (progress.activeField !== null) writeAnew(progress.activeField, { screenBox: null, box: null });
  };

  const padFailure = () => {
    if (progress.state !== 'reading' && progress.state !== 'signing') return null;
    const pad = devices.pad.current();
    if (!pad) return { code: 'PAD_LOST' as const };
    return samePad(pad, capture.pad) ? null : { code: 'DEVICE_MISMATCH' as const, detail: pad.serial };
  };
  let shownPadFailure = padFailure()?.code;

  const stopFinger = (): void => {
    abortFinger.abort();
    abortFinger = new AbortController();
    progress.finger = null;
  };
  const runFinger = async (signal: AbortSignal): Promise<void> => {
    const onState = (state: 'waiting' | 'reading', share: number): void => {
      if (!signal.aborted) move({ finger: { state, progress: share } });
    };
    try {
      const { fingerprint, reader } = await captureFingerprint(devices.reader.current(), signal, onState, now);
      if (signal.aborted) return;
      keep({ ...capture, fingerprint, reader }, { finger: null, state: capture.photo ? 'review' : 'photo' });
    } catch (thrown) {
      if (!signal.aborted) move({ finger: null, fingerFailure: namedDeviceError('reader', thrown).toJSON() });
    }
  };

  return {
    captureId: start.captureId,
    /** The pad that this session is written on. */
    pad: start.pad,
    state: (): SessionState => progress.state,
    settled: (): boolean => isSettled(progress.state),
    view: (): SessionView => toView(capture, { ...progress, failure: padFailure() ?? progress.failure }),
    document(): Uint8Array {
      if (!document) throw new BedSignError('SESSION_STATE', 'document is not open');
      return document;
    },
    /** The field being written and its box on the screen. */
    target: (): { fieldId: string; box: ScreenBox } | null => {
      const active = progress.activeField === null ? null : field(progress.activeField);
      return active?.screenBox ? { fieldId: active.id, box: active.screenBox } : null;
    },

    /** The document is here and genuine. */
    ready(pdf: Uint8Array, evidenceCertificate: Uint8Array, next: SessionState): void {
      document = pdf;
      capture = { ...capture, evidenceCertificate };
      move({ state: next });
    },
    turnTo(page: number): void {
      may('turnTo');
      if (page > capture.task.pages) throw new BedSignError('INVALID_REQUEST', `page ${page}`);
      move({ page, pagesRead: new Set([...progress.pagesRead, page]) });
    },
    startSigning(): void {
      may('startSigning');
      move({ state: 'signing' });
    },
    backToReading(): void {
      may('backToReading');
      leaveField();
      move({ state: 'reading', activeField: null });
    },

    /** A field that is begun again at the same place keeps its ink (the page was reloaded); anywhere else it starts empty. */
    beginField(fieldId: string, screenBox: ScreenBox): void {
      may('beginField');
      const pad = devices.pad.current();
      if (!pad) throw new BedSignError('PAD_NOT_CONNECTED');
      if (!samePad(pad, capture.pad)) throw new BedSignError('DEVICE_MISMATCH', pad.serial);
      const box = toCounts(screenBox, capture.pad);
      if (!isRoomy(box, capture.pad)) throw new BedSignError('INVALID_REQUEST', 'a box too small to write in');
      const { screenBox: old } = field(fieldId);
      const same = progress.activeField === fieldId && JSON.stringify(old) === JSON.stringify(screenBox);
      if (same) return;
      if (progress.activeField !== fieldId) leaveField();
      writeAnew(fieldId, { screenBox, box });
      move({ activeField: fieldId });
    },
    clearField(): void {
      may('clearField');
      writeAnew(activeField().id, {});
      move({});
    },
    /** All fields empty again. */
    startOver(): void {
      may('clearField');
      router.release();
      const empty = { done: false, samples: [], screenBox: null, box: null };
      capture = { ...capture, fields: capture.fields.map((each) => ({ ...each, ...empty })) };
      move({ activeField: null, failure: null });
    },
    /** After the last field the draft is on disk when this returns. */
    confirmField(): void {
      may('confirmField');
      const { id, box, samples } = activeField();
      if (!box) throw new BedSignError('SESSION_STATE', 'field has no box');
      if (samples.length >= inkLimits.samples) throw new BedSignError('PAYLOAD_TOO_LARGE', `field ${id}`);
      checkStrokes(onScreen(samples, capture.pad), box);
      router.release();
      const next = { ...capture, fields: replaceField(id, { done: true }) };
      if (next.fields.every(({ done }) => done)) {
        keep({ ...next, confirmed: now() }, { activeField: null, state: 'fingerprint' });
      } else {
        capture = next;
        move({ activeField: null });
      }
    },
    /** One pen report. Returns the field it was written into, or null if it belongs to the page's buttons. */
    sample(sample: RawSample, pad: Pad): string | null {
      const active = progress.activeField === null ? null : field(progress.activeField);
      const target = active?.box && samePad(pad, capture.pad) ? { id: active.id, box: active.box } : null;
      const { tip, inRange } = sample;
      const fieldId = router.route({ ...mapCounts(sample, capture.pad), tip, inRange }, target);
      const room = sample.tip ? inkLimits.samples : inkLimits.inAir;
      if (active && fieldId !== null && active.samples.length < room)
        active.samples.push(toSample(sample, startedMicros));
      return fieldId;
    },
    /** A device came or went. A stroke that the pad's loss cut off ends where it was. */
    devicesChanged(): void {
      const failure = padFailure()?.code;
      if (failure === shownPadFailure) return;
      shownPadFailure = failure;
      router.reset();
      const ink = progress.activeField === null ? [] : field(progress.activeField).samples;
      const last = ink.at(-1);
      if (failure && last && last[4] !== 0) ink.push([last[0], last[1], 0, last[3], 0]);
      onChange();
    },

    takeFingerprint(): void {
      may('takeFingerprint');
      stopFinger();
      capture = { ...capture, fingerprint: null, reader: null };
      move({ state: 'fingerprint', finger: { state: 'waiting', progress: 0 }, fingerFailure: null });
      void runFinger(abortFinger.signal);
    },
    refuseFingerprint(reason: RefusalReason): void {
      may('refuseFingerprint');
      if (!capture.task.allow.noFingerprint) throw new BedSignError('FINGERPRINT_REQUIRED');
      stopFinger();
      const next = { ...capture, fingerprint: { refused: reason }, reader: null };
      keep(next, { fingerFailure: null, state: capture.photo ? 'review' : 'photo' });
    },
    photo(jpeg: Uint8Array): void {
      may('photo');
      if (!isPhoto(jpeg)) throw new BedSignError('INVALID_REQUEST', 'not a photo');
      keep({ ...capture, photo: { mime: 'image/jpeg', data: jpeg, takenAt: now() } }, { state: 'review' });
    },
    refusePhoto(reason: RefusalReason): void {
      may('refusePhoto');
      if (!capture.task.allow.noPhoto) throw new BedSignError('PHOTO_REQUIRED');
      keep({ ...capture, photo: { refused: reason } }, { state: 'review' });
    },
    retakePhoto(): void {
      may('retakePhoto');
      capture = { ...capture, photo: null };
      move({ state: 'photo' });
    },

    /** Seals the evidence into the journal; the draft is replaced in one transaction. Any failure leaves the review. */
    async submit(): Promise<void> {
      may('submit');
      sealing = true;
      try {
        const chip = requireChip(devices.chip);
        const sealed = now();
        const envelope = await deps.seal(capture, chip, sealed);
        if (progress.state !== 'review') throw new BedSignError('SESSION_STATE', 'cancelled');
        journal.seal(capture.captureId, envelope, sealed);
      } catch (thrown) {
        throw failed(thrown);
      } finally {
        sealing = false;
      }
      move({ state: 'sealed', failure: null });
      deps.onSealed();
    },
    /** What the submission made of this capture. */
    submission(next: SubmissionProgress): void {
      const result = next.state === 'signed' ? next.result : null;
      move({ state: next.state, failure: 'failure' in next ? next.failure : null, result });
    },
    /** Forgets all that was captured, the draft too; one that is only being taken up again stays for another time. */
    cancel(): void {
      if (progress.state !== 'opening') journal.forget(capture.captureId);
      stopFinger();
      move({ state: 'cancelled', activeField: null });
    },
  };
};
