import type { SessionView } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStationState } from '../../shared/station/station-context.tsx';
import { patientTexts } from '../texts.ts';
import { CameraArt, CheckArt, WaitArt } from './art.tsx';
import { FingerprintScreen } from './fingerprint-screen.tsx';
import { ReadingScreen } from './reading-screen.tsx';
import { SigningScreen } from './signing-screen.tsx';
import { StatusScreen } from './status-screen.tsx';

/** The one thing to do now, by the session's state. */
export const SessionScreen = ({ session }: { session: SessionView }) => {
  const t = useTexts(patientTexts);
  const { glass } = useStationState();
  switch (session.state) {
    case 'reading':
      return <ReadingScreen key={session.captureId} session={session} />;
    case 'signing':
      // A pad with a screen of its own has the signing page there; this screen is not the one to write on.
      if (glass) return <StatusScreen state="signing" art={<WaitArt />} title={t.onPad} next={t.onPadNext} />;
      return <SigningScreen session={session} />;
    case 'fingerprint':
      return <FingerprintScreen fingerprint={session.fingerprint} />;
    case 'photo':
      return <StatusScreen state="photo" art={<CameraArt />} title={t.photo} next={t.photoNext} />;
    case 'review':
      return <StatusScreen state="review" art={<WaitArt />} title={t.review} next={t.reviewNext} />;
    case 'sealed':
    case 'submitting':
      return <StatusScreen state="submitting" art={<WaitArt />} title={t.submitting} next={t.reviewNext} />;
    case 'signed':
      return <StatusScreen state="signed" art={<CheckArt />} title={t.signed} next={t.signedNext} />;
    case 'waiting':
    case 'refused':
      return <StatusScreen state={session.state} art={<CheckArt />} title={t.kept} next={t.keptNext} />;
    case 'cancelled':
      return <StatusScreen state="cancelled" art={<WaitArt />} title={t.cancelled} next={t.cancelledNext} />;
    case 'opening':
      return <StatusScreen state="opening" art={<WaitArt />} title={t.waiting} next={t.waitingNext} />;
  }
};
