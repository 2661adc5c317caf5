import type { SessionView } from '@bedsign/contract';
import { Button } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';
import { CloseSession } from './close-session.tsx';

export const SubmittingPanel = () => {
  const t = useTexts(nurseTexts);
  return (
    <div className="centred">
      <Spinner label={t.submitting} />
      <p className="muted">{t.sealedNote}</p>
    </div>
  );
};

/** Sealed on disk but not signed yet: waiting for the server, or refused by it. */
export const UnsentPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const waiting = session.state === 'waiting';
  return (
    <>
      <h2>
        <State good={waiting}>{waiting ? t.waitingTitle : t.refusedTitle}</State>
      </h2>
      <ErrorNote failure={error ?? session.failure} />
      <p className="lead">{t.sealedNote}</p>
      <div className="actions">
        <Button
          type="primary"
          size="large"
          loading={busy}
          data-testid="retry"
          onClick={() => run(() => client.call('retry', { captureId: session.captureId }))}
        >
          {t.retry}
        </Button>
        <CloseSession />
      </div>
    </>
  );
};

export const CancelledPanel = () => {
  const t = useTexts(nurseTexts);
  return (
    <>
      <h2>{t.cancelledTitle}</h2>
      <div className="actions">
        <CloseSession primary />
      </div>
    </>
  );
};
