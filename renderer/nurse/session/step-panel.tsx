import type { SessionView } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { SimulatorBar } from '../devices/simulator-bar.tsx';
import { nurseTexts } from '../texts.ts';
import { CancelledPanel, SubmittingPanel, UnsentPanel } from './ended-panels.tsx';
import { FingerprintPanel } from './fingerprint-panel.tsx';
import { PhotoPanel } from './photo-panel.tsx';
import { ReadingPanel } from './reading-panel.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { SignedPanel } from './signed-panel.tsx';
import { SigningPanel } from './signing-panel.tsx';

const Panel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  switch (session.state) {
    case 'opening':
      return <Spinner label={t.opening} />;
    case 'reading':
      return <ReadingPanel session={session} />;
    case 'signing':
      return <SigningPanel session={session} />;
    case 'fingerprint':
      return <FingerprintPanel session={session} />;
    case 'photo':
      return <PhotoPanel session={session} />;
    case 'review':
      return <ReviewPanel session={session} />;
    case 'sealed':
    case 'submitting':
      return <SubmittingPanel />;
    case 'waiting':
    case 'refused':
      return <UnsentPanel session={session} />;
    case 'signed':
      return <SignedPanel session={session} />;
    case 'cancelled':
      return <CancelledPanel />;
  }
};

const namesItsOwnFailure = ['waiting', 'refused'];
const usesDevices = ['reading', 'signing', 'fingerprint'];

/** What the nurse does now, and whatever went wrong. */
export const StepPanel = ({ session }: { session: SessionView }) => (
  <>
    {!namesItsOwnFailure.includes(session.state) && <ErrorNote failure={session.failure} />}
    <Panel session={session} />
    {usesDevices.includes(session.state) && <SimulatorBar />}
  </>
);
