import {
  asBedSignError,
  BedSignError,
  type CaptureResult,
  decodeDeterministic,
  type ErrorShape,
  encodeDeterministic,
} from '@bedsign/contract';
import type { SealedBox } from '../keys/sealed-box.ts';
import { openDatabase } from './open-database.ts';
import { chooseDriver } from './sqlite/choose-driver.ts';
import type { SqliteDriver } from './sqlite/sqlite.ts';
import { namedStorageError } from './storage-error.ts';

/** What the nurse's queue shows of a capture; personal data, so sealed on disk like the rest. */
export type Label = { patientName: string; title: string };

export type JournalEntry = {
  captureId: string;
  state: 'confirmed' | 'sealed' | 'refused' | 'signed';
  label: Label;
  confirmedAt: number;
  attempts: number;
  failure: ErrorShape | null;
  result: CaptureResult | null;
};

/** Every method is one transaction: when it returns, the disk has it. Throws DISK_FULL, DATABASE_BUSY, JOURNAL_DAMAGED. */
export type Journal = ReturnType<typeof openJournal>;

type Row = {
  capture_id: string;
  state: JournalEntry['state'];
  label: Uint8Array;
  confirmed_at: number;
  attempts: number;
  failure: string | null;
  result: string | null;
};

type Payload = { payload: Uint8Array; sealed_at: number | null };

/** In place of what a damaged row no longer tells. */
const unreadable: Label = { patientName: '—', title: '—' };

/** How many finished captures the queue still shows. */
const shownSigned = 20;

/** Opens the station's journal at `path`. Drafts are sealed with `box`; a sealed envelope only the server can open anyway. */
export const openJournal = (path: string, box: SealedBox, driver: SqliteDriver = chooseDriver()) => {
  const database = openDatabase(path, driver);
  const named = <T>(work: () => T): T => {
    try {
      return work();
    } catch (thrown) {
      throw namedStorageError(thrown);
    }
  };
  const writeDraft = database.prepare(
    `INSERT INTO captures (capture_id, state, label, payload, confirmed_at) VALUES (?, 'confirmed', ?, ?, ?)
     ON CONFLICT (capture_id) DO UPDATE SET payload = excluded.payload WHERE state = 'confirmed'`,
  );
  const toSealed = database.prepare(
    `UPDATE captures SET state = 'sealed', payload = ?, sealed_at = ? WHERE capture_id = ? AND state = 'confirmed'`,
  );
  const payloadOf = database.prepare('SELECT payload, sealed_at FROM captures WHERE capture_id = ? AND state = ?');
  const toSigned = database.prepare(
    `UPDATE captures SET state = 'signed', payload = NULL, failure = NULL, result = ?, attempts = attempts + 1
     WHERE capture_id = ? AND state = 'sealed'`,
  );
  const failed = database.prepare(
    `UPDATE captures SET state = ?, failure = ?, attempts = attempts + 1 WHERE capture_id = ? AND state = 'sealed'`,
  );
  const again = database.prepare(`UPDATE captures SET state = 'sealed' WHERE capture_id = ? AND state = 'refused'`);
  const forget = database.prepare(`DELETE FROM captures WHERE capture_id = ? AND state = 'confirmed'`);
  const select = `SELECT capture_id, state, label, confirmed_at, attempts, failure, result FROM captures`;
  const open = database.prepare(`${select} WHERE state <> 'signed' ORDER BY confirmed_at DESC`);
  const signed = database.prepare(`${select} WHERE state = 'signed' ORDER BY confirmed_at DESC LIMIT ${shownSigned}`);
  const toSubmit = database.prepare(`SELECT capture_id FROM captures WHERE state = 'sealed' ORDER BY confirmed_at`);

  const mustHit = ({ changes }: { changes: number }, captureId: string): void => {
    if (changes !== 1) throw new BedSignError('NOT_FOUND', captureId);
  };
  const payload = (captureId: string, state: 'confirmed' | 'sealed') => {
    const row = named(() => payloadOf.get(captureId, state)) as Payload | undefined;
    if (!row) throw new BedSignError('NOT_FOUND', captureId);
    return { bytes: new Uint8Array(row.payload), sealedAt: row.sealed_at ?? 0 };
  };
  const contents = (row: Row): Pick<JournalEntry, 'label' | 'failure' | 'result'> => ({
    label: decodeDeterministic(box.open(new Uint8Array(row.label), `label ${row.capture_id}`)) as Label,
    failure: row.failure === null ? null : (JSON.parse(row.failure) as ErrorShape),
    result: row.result === null ? null : (JSON.parse(row.result) as CaptureResult),
  });
  /** One damaged row must not hide the others: it is shown as what it is. */
  const contentsOrDamage = (row: Row): ReturnType<typeof contents> => {
    try {
      return contents(row);
    } catch (thrown) {
      const { detail } = asBedSignError(thrown);
      return { label: unreadable, failure: new BedSignError('JOURNAL_DAMAGED', detail).toJSON(), result: null };
    }
  };
  const entry = (row: Row): JournalEntry => ({
    captureId: row.capture_id,
    state: row.state,
    confirmedAt: row.confirmed_at,
    attempts: row.attempts,
    ...contentsOrDamage(row),
  });

  return {
    /** Writes or rewrites the draft of a capture that the patient confirmed. */
    confirm: (captureId: string, label: Label, confirmedAt: number, draft: Uint8Array): void =>
      named(() => {
        const sealedLabel = box.seal(encodeDeterministic(label), `label ${captureId}`);
        const sealedDraft = box.seal(draft, `draft ${captureId}`);
        mustHit(writeDraft.run(captureId, sealedLabel, sealedDraft, confirmedAt), captureId);
      }),
    draft: (captureId: string): Uint8Array => box.open(payload(captureId, 'confirmed').bytes, `draft ${captureId}`),
    /** Replaces the draft by the envelope for the server. */
    seal: (captureId: string, envelope: Uint8Array, sealedAt: number): void =>
      named(() => mustHit(toSealed.run(envelope, sealedAt, captureId), captureId)),
    /** What is sent, and when it was sealed (ms since 1970). */
    envelope(captureId: string): { envelope: Uint8Array; sealedAt: number } {
      const { bytes, sealedAt } = payload(captureId, 'sealed');
      return { envelope: bytes, sealedAt };
    },
    /** The server has it: keeps the result, drops the envelope. */
    signed: (captureId: string, result: CaptureResult): void =>
      named(() => mustHit(toSigned.run(JSON.stringify(result), captureId), captureId)),
    /** One more attempt failed; `refused` waits for a person, `sealed` for the next attempt. */
    failed: (captureId: string, state: 'sealed' | 'refused', failure: ErrorShape): void =>
      named(() => mustHit(failed.run(state, JSON.stringify(failure), captureId), captureId)),
    /** A refused bundle is to be sent again. */
    again: (captureId: string): void => named(() => mustHit(again.run(captureId), captureId)),
    /** Deletes a draft; anything sealed stays. */
    forget: (captureId: string): boolean => named(() => forget.run(captureId).changes === 1),
    /** All that is unfinished and the latest that are signed, newest first; a row that cannot be read says JOURNAL_DAMAGED. */
    entries: (): JournalEntry[] => named(() => ([...open.all(), ...signed.all()] as Row[]).map(entry)),
    /** captureIds that wait for the server, oldest first. */
    waiting: (): string[] => named(() => toSubmit.all().map(({ capture_id }) => String(capture_id))),
    close: (): void => void database.close(),
  };
};
