import type { SessionView } from '@bedsign/contract';
import { Button, Progress } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

export const ReadingPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { patientPageConnected } = useStationState();
  const { run, busy, error } = useAction();
  const pages = session.task.pages;
  const read = session.pagesRead.length;
  return (
    <>
      <h2>{t.readingTitle}</h2>
      {!patientPageConnected && <p className="warning">{t.noPatientPage}</p>}
      <p className="lead">{fill(t.readingNow, { page: session.page })}</p>
      <Progress
        percent={Math.round((100 * read) / pages)}
        format={() => fill(t.pagesRead, { read, pages })}
        aria-label={t.readingTitle}
      />
      <p className="muted">{t.readingHint}</p>
      <ErrorNote failure={error} />
      <div className="actions">
        <Button
          size="large"
          type={read >= pages ? 'primary' : 'default'}
          disabled={read < pages}
          loading={busy}
          data-testid="go-to-signing"
          onClick={() => run(() => client.call('startSigning', {}))}
        >
          {t.goToSigning}
        </Button>
      </div>
    </>
  );
};
