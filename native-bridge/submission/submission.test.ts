import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, type CaptureResult, type ErrorCode, errorStatus } from '@bedsign/contract';
import { delayAfter, mayPassByItself } from './retry-policy.ts';
import { type Progress, startSubmission } from './submission.ts';

const resultOf = (captureId: string): CaptureResult => ({
  captureId,
  documentId: 'd',
  revision: 1,
  signedAt: 1,
  evidenceDigest: '',
  certificateSerial: '',
});

/** A journal in memory with the rows' states only. */
const fakeJournal = (...captureIds: string[]) => {
  const states = new Map(captureIds.map((captureId) => [captureId, 'sealed']));
  const move = (captureId: string, from: string, to: string) => {
    if (states.get(captureId) !== from) throw new BedSignError('NOT_FOUND', captureId);
    states.set(captureId, to);
  };
  return {
    states,
    waiting: () => [...states].filter(([, state]) => state === 'sealed').map(([captureId]) => captureId),
    envelope: () => ({ envelope: new Uint8Array([1]), sealedAt: 0 }),
    signed: (captureId: string) => move(captureId, 'sealed', 'signed'),
    failed: (captureId: string, state: string) => move(captureId, 'sealed', state),
    again: (captureId: string) => move(captureId, 'refused', 'sealed'),
  };
};

/** Starts a submission whose server answers `answers` in turn, and collects progress until `end` matches. */
const run = (
  journal: ReturnType<typeof fakeJournal>,
  answers: (ErrorCode | 'ok' | 'other')[],
  end: (progress: Progress, captureId: string) => boolean,
) => {
  const seen: string[] = [];
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const submission = startSubmission({
    journal,
    log: () => undefined,
    async send(captureId) {
      const answer = answers.shift() ?? 'ok';
      if (answer === 'ok') return resultOf(captureId);
      if (answer === 'other') return resultOf('other');
      throw new BedSignError(answer);
    },
    onProgress(captureId, progress) {
      seen.push(`${captureId} ${progress.state}${'failure' in progress ? ` ${progress.failure.code}` : ''}`);
      if (end(progress, captureId)) resolve(seen);
    },
  });
  return { submission, done: promise };
};

test('what a server answers decides: signed, tried again, or refused with the bundle kept', async () => {
  const again: (ErrorCode | 'other')[] = [
    'SERVER_UNREACHABLE',
    'SERVER_FAULT',
    'DATABASE_BUSY',
    'DISK_FULL',
    'INTERNAL',
    'RATE_LIMITED',
    'TIME_STAMP_FAILED',
    'other',
  ];
  for (const answer of again) {
    const journal = fakeJournal('a');
    const { submission, done } = run(journal, [answer], ({ state }) => state === 'signed');
    const code = answer === 'other' ? 'SERVER_FAULT' : answer;
    assert.deepEqual(await done, ['a submitting', `a waiting ${code}`, 'a submitting', 'a signed']);
    submission.end();
  }
  const refused: ErrorCode[] = [
    'CLOCK_SKEW',
    'EVIDENCE_MALFORMED',
    'CAPTURE_CONFLICT',
    'UNAUTHENTICATED',
    'TASK_CLOSED',
  ];
  for (const answer of refused) {
    const journal = fakeJournal('a');
    const { submission, done } = run(journal, [answer], ({ state }) => state === 'refused');
    assert.deepEqual(await done, ['a submitting', `a refused ${answer}`]);
    assert.equal(journal.states.get('a'), 'refused');
    submission.end();
  }
});

test('a bundle that waits does not hold up the next', async () => {
  const { submission, done } = run(
    fakeJournal('a', 'b'),
    ['SERVER_FAULT', 'ok', 'ok'],
    ({ state }, id) => id === 'a' && state === 'signed',
  );
  assert.deepEqual((await done).slice(0, 4), ['a submitting', 'a waiting SERVER_FAULT', 'b submitting', 'b signed']);
  submission.end();
});

test('retry sends a refused bundle again at once, and knows nothing of others', async () => {
  const journal = fakeJournal('a');
  const { submission, done } = run(journal, ['CLOCK_SKEW'], ({ state }) => {
    if (state === 'refused') setImmediate(() => submission.retry('a'));
    return state === 'signed';
  });
  assert.deepEqual(await done, ['a submitting', 'a refused CLOCK_SKEW', 'a submitting', 'a signed']);
  assert.throws(() => submission.retry('x'), { code: 'NOT_FOUND' });
  submission.end();
});

test('a journal that cannot take the result (disk full) leads to another attempt, not to a lost result', async () => {
  const journal = fakeJournal('a');
  const { signed } = journal;
  let full = true;
  journal.signed = (captureId) => {
    if (full) {
      full = false;
      throw new BedSignError('DISK_FULL');
    }
    signed(captureId);
  };
  const { submission, done } = run(journal, [], ({ state }) => state === 'signed');
  assert.deepEqual(await done, ['a submitting', 'a waiting DISK_FULL', 'a submitting', 'a signed']);
  submission.end();
});

test('every error code is either passing or final, and the back-off grows to a minute', () => {
  for (const code of Object.keys(errorStatus) as ErrorCode[])
    assert.equal(
      mayPassByItself(new BedSignError(code)),
      code === 'CERTIFICATE_INVALID' || errorStatus[code] >= 500 || [408, 429].includes(errorStatus[code]),
    );
  assert.deepEqual(
    [1, 2, 3, 7, 100].map((attempts) => delayAfter(attempts, 1)),
    [1000, 2000, 4000, 60_000, 60_000],
  );
  assert.equal(delayAfter(1, 0), 750);
});

test('neither a listener that throws nor a journal that cannot be asked stops the others', async () => {
  const journal = fakeJournal('a', 'b');
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const submission = startSubmission({
    journal,
    send: async (captureId) => resultOf(captureId),
    onProgress(captureId, { state }) {
      if (captureId === 'b' && state === 'signed') resolve();
      throw new BedSignError('JOURNAL_DAMAGED');
    },
    log: (line) => lines.push(line),
  });
  await promise;
  assert.deepEqual([...journal.states.values()], ['signed', 'signed']);
  assert.match(lines.join('\n'), /capture a: progress not shown: JOURNAL_DAMAGED/);
  journal.waiting = () => {
    throw new BedSignError('JOURNAL_DAMAGED');
  };
  submission.wake();
  assert.equal(lines.at(-1), 'nothing submitted: JOURNAL_DAMAGED');
  submission.end();
});
