import type { ErrorShape, SessionField, SessionState, SessionView } from '@bedsign/contract';
import type { Capture } from './capture.ts';
import { toInk } from './strokes.ts';

/** What of a session is neither evidence nor lasting. */
export type Progress = {
  state: SessionState;
  page: number;
  pagesRead: Set<number>;
  activeField: string | null;
  /** Of a fingerprint that is being taken. */
  finger: { state: 'waiting' | 'reading'; progress: number } | null;
  fingerFailure: ErrorShape | null;
  failure: ErrorShape | null;
  result: SessionView['result'];
};

const fieldsView = ({ task, fields, pad }: Capture, active: string | null): SessionField[] =>
  fields.flatMap(({ id, done, screenBox, samples }) => {
    const field = task.fields.find((candidate) => candidate.id === id);
    if (!field) return [];
    const state = id === active ? 'active' : done ? 'done' : 'todo';
    const { label, page, rect } = field;
    return [{ id, label, page, rect, state, box: screenBox, ink: samples.map((sample) => toInk(sample, pad)) }];
  });

const fingerprintView = ({ fingerprint }: Capture, { finger, fingerFailure }: Progress): SessionView['fingerprint'] => {
  const none = { progress: 0, image: null, refused: null, failure: fingerFailure };
  if (finger) return { ...none, ...finger };
  if (!fingerprint) return { ...none, state: 'todo' };
  if ('refused' in fingerprint) return { ...none, state: 'refused', refused: fingerprint.refused };
  const { width, height, image: grey } = fingerprint;
  return { ...none, state: 'done', progress: 1, image: { width, height, grey } };
};

const photoView = ({ photo }: Capture): SessionView['photo'] => {
  if (!photo) return { state: 'todo', jpeg: null, refused: null };
  if ('refused' in photo) return { state: 'refused', jpeg: null, refused: photo.refused };
  return { state: 'done', jpeg: photo.data, refused: null };
};

/** The session as pages see it. */
export const toView = (capture: Capture, progress: Progress): SessionView => ({
  id: capture.captureId,
  captureId: capture.captureId,
  state: progress.state,
  task: capture.task,
  signer: capture.signer,
  page: progress.page,
  pagesRead: [...progress.pagesRead].sort((a, b) => a - b),
  fields: fieldsView(capture, progress.activeField),
  fingerprint: fingerprintView(capture, progress),
  photo: photoView(capture),
  failure: progress.failure,
  result: progress.result,
});
