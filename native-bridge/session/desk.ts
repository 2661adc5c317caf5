import {
  BedSignError,
  type EventData,
  equalBytes,
  type Glass,
  type SessionState,
  type SessionView,
  type SignerRole,
} from '@bedsign/contract';
import type { Pad, RawSample } from '@bedsign/drivers';
import { sm3 } from '@bedsign/gm';
import type { Calibration } from '../calibration/calibration.ts';
import type { ChipEnrolment } from '../devices/chip-enrolment.ts';
import { requireChip } from '../devices/chip-lock.ts';
import type { DeviceSet } from '../devices/device-set.ts';
import type { Journal } from '../journal/journal.ts';
import type { ServerClient } from '../server-client/server-client.ts';
import type { StaffLogin } from '../server-client/staff-login.ts';
import type { ServerTrust } from '../server-client/trust.ts';
import type { Progress } from '../submission/submission.ts';
import { type Capture, decodeDraft } from './capture.ts';
import { assembleBundle, type StationIdentity, sealEvidence } from './evidence.ts';
import { createGlass } from './glass.ts';
import { newCapture } from './new-capture.ts';
import { padIdentity, samePad } from './pad-identity.ts';
import { createPenBatch } from './pen-batch.ts';
import { createSession, type Session } from './session.ts';
import { createSessionClock, type SessionClock } from './session-clock.ts';
import { type Surface, toInk, toSample } from './strokes.ts';

export type DeskDeps = {
  devices: DeviceSet;
  journal: Pick<Journal, 'confirm' | 'seal' | 'forget' | 'draft'>;
  server: Pick<ServerClient, 'task' | 'documentContent'>;
  trust: Pick<ServerTrust, 'evidenceCertificate'>;
  staff: Pick<StaffLogin, 'required' | 'act'>;
  enrolment: ChipEnrolment;
  calibration: Pick<Calibration, 'mapping' | 'sample' | 'stop'>;
  station: StationIdentity;
  nowMicros(): number;
  onSession(view: SessionView | null): void;
  onPen(batch: EventData<'pen'>): void;
  onGlass(glass: Glass | null): void;
  /** The journal has changed. */
  onJournal(): void;
  onSealed(): void;
};

/** The place where at most one session goes on at a time. */
export type Desk = ReturnType<typeof createDesk>;

export const createDesk = (deps: DeskDeps) => {
  const { devices, journal, server, trust, staff, enrolment, calibration, nowMicros } = deps;
  let session: Session | null = null;
  /** Names the opening that is going on; closing makes it name none. */
  let opening: symbol | null = null;
  const batch = createPenBatch(deps.onPen);

  const glass = createGlass({
    session: () => session,
    pad: () => devices.pad.current(),
    onChange: deps.onGlass,
  });

  const show = (): void => {
    batch.flush();
    deps.onSession(session?.view() ?? null);
    glass.update();
  };
  const put = (next: Session | null): void => {
    session = next;
    show();
  };
  const required = (): Session => {
    if (!session) throw new BedSignError('SESSION_STATE', 'no session');
    return session;
  };
  const requireFree = (): void => {
    if (opening || (session && !session.settled())) throw new BedSignError('SESSION_BUSY');
  };

  /** What a report of this pad means on its screen; for a session, what it meant when that began. */
  const surface = (pad: Pad): Surface => {
    if (session && samePad(pad, session.pad)) return session.pad;
    const { maxX, maxY, maxPressure } = pad;
    const mapping = calibration.mapping(pad);
    return { maxX, maxY, maxPressure, ...(mapping && { mapping }) };
  };

  const begin = (capture: Capture, clock: SessionClock): Session => {
    const begun: Session = createSession(capture, 'opening', {
      devices,
      journal: {
        ...journal,
        confirm(...draft) {
          journal.confirm(...draft);
          deps.onJournal();
        },
      },
      clock,
      async seal(complete, chip, sealed) {
        const { evidenceCertificate } = complete;
        if (!evidenceCertificate) throw new BedSignError('SESSION_STATE', 'document is not open');
        const chipCertificate = await enrolment(chip);
        const bundle = assembleBundle(complete, deps.station, chip, sealed);
        return sealEvidence({ bundle, chip, chipCertificate, evidenceCertificate });
      },
      onChange: () => {
        if (session === begun) show();
      },
      onSealed: deps.onSealed,
    });
    return begun;
  };

  /** Fetches what a session needs before the patient sees anything. */
  const load = async (capture: Capture) => {
    const { documentId, revision } = capture.task;
    const document = await staff.act((token) => server.documentContent(token, documentId, revision));
    if (!equalBytes(sm3(document), capture.documentDigest)) throw new BedSignError('DIGEST_MISMATCH', documentId);
    const { der } = await trust.evidenceCertificate();
    await enrolment(requireChip(devices.chip));
    return { document, evidenceCertificate: der };
  };

  /**
   * Opens the session of the capture that `prepare` brings. On any failure there is none; nor when the nurse closed it
   * while something was still on its way, and what arrives later changes nothing that she has begun since.
   */
  const openSession = async (
    clock: SessionClock,
    prepare: () => Promise<{ capture: Capture; next: SessionState }>,
  ): Promise<SessionView> => {
    const mine = Symbol('opening');
    opening = mine;
    const stillMine = <T>(arrived: T): T => {
      if (opening !== mine) throw new BedSignError('SESSION_STATE', 'closed while it was opening');
      return arrived;
    };
    try {
      const { capture, next } = stillMine(await prepare());
      const begun = begin(capture, clock);
      put(begun);
      const { document, evidenceCertificate } = stillMine(await load(capture));
      opening = null;
      begun.ready(document, evidenceCertificate, next);
      return begun.view();
    } catch (thrown) {
      if (opening === mine) {
        opening = null;
        put(null);
      }
      throw thrown;
    }
  };

  return {
    current: (): Session | null => session,
    view: (): SessionView | null => session?.view() ?? null,
    required,
    /** SESSION_BUSY while somebody is signing. */
    requireFree,

    async open(taskId: string, signer: { role: SignerRole; name: string }): Promise<SessionView> {
      requireFree();
      const operator = staff.required();
      const pad = devices.pad.current();
      if (!pad) throw new BedSignError('PAD_NOT_CONNECTED');
      calibration.stop();
      const clock = createSessionClock(nowMicros);
      const opened = clock.now();
      return openSession(clock, async () => {
        const task = await staff.act((token) => server.task(token, taskId));
        const capture = newCapture(
          task,
          signer,
          operator,
          padIdentity(pad, devices.simulated, calibration.mapping(pad)),
          opened,
        );
        return { capture, next: 'reading' };
      });
    },
    /** Takes up a confirmed capture where the crash left it. */
    async resume(captureId: string): Promise<SessionView> {
      requireFree();
      staff.required();
      const capture = decodeDraft(journal.draft(captureId));
      const { confirmed, fingerprint, photo } = capture;
      const taken = [fingerprint, photo].map((piece) => (piece && 'takenAt' in piece ? piece.takenAt : 0));
      const clock = createSessionClock(nowMicros, Math.max(confirmed ?? 0, ...taken));
      const next = !fingerprint ? 'fingerprint' : !photo ? 'photo' : 'review';
      return openSession(clock, async () => ({ capture, next }));
    },
    /** Cancels the session, also one that is only being opened, or closes the view of one whose bundle is safe. */
    close(): void {
      opening = null;
      if (!session) return;
      if (!session.settled()) session.cancel();
      put(null);
      deps.onJournal();
    },

    sample(sample: RawSample, pad: Pad): void {
      if (calibration.sample(sample, pad)) return;
      const fieldId = session?.sample(sample, pad) ?? null;
      glass.sample(fieldId, sample, pad);
      batch.add(fieldId, toInk(toSample(sample, sample.tMicros), surface(pad)));
    },
    devicesChanged(): void {
      session?.devicesChanged();
      glass.update();
    },
    glass: { current: glass.current, show: glass.show },
    submission(captureId: string, progress: Progress): void {
      if (session?.captureId === captureId) session.submission(progress);
    },
  };
};
