import type { SessionView } from '@bedsign/contract';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { GreyImage } from '../../shared/ui/grey-image.tsx';
import { patientTexts } from '../texts.ts';
import { FingerArt } from './art.tsx';
import { StatusScreen } from './status-screen.tsx';

const titles = {
  todo: 'fingerprint',
  waiting: 'fingerprint',
  reading: 'fingerprintReading',
  done: 'fingerprintDone',
  refused: 'review',
} as const;

export const FingerprintScreen = ({ fingerprint }: { fingerprint: SessionView['fingerprint'] }) => {
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const { state, image, progress, failure } = fingerprint;
  const art = image ? (
    <div className="finger-frame">
      <GreyImage image={image} label={common.fingerprintImage} />
    </div>
  ) : (
    <FingerArt />
  );
  const next = state === 'waiting' || state === 'todo' ? t.fingerprintNext : '';
  return (
    <StatusScreen state="fingerprint" art={art} title={failure ? t.fingerprintAgain : t[titles[state]]} next={next}>
      {state === 'reading' && <progress className="bar" max={1} value={progress} aria-label={t.fingerprintReading} />}
      <ErrorNote failure={failure} />
    </StatusScreen>
  );
};
