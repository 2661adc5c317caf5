import type { QueueEntry } from '@bedsign/contract';
import { Button, Popconfirm } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

const stateTexts = {
  confirmed: 'confirmed',
  sealed: 'sealed',
  submitting: 'submittingState',
  refused: 'refused',
  signed: 'signed',
} as const;

/** One bundle of the journal, and what can be done about it. */
export const QueueCard = ({ entry, onDone }: { entry: QueueEntry; onDone(): void }) => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const { captureId, state } = entry;
  const resume = async () => {
    if (await run(() => client.call('resume', { captureId }))) onDone();
  };
  return (
    <article className="queue-card" data-testid={`queue-${captureId}`}>
      <h3>
        {entry.patientName}
        <span className={`badge ${state}`}>{t[stateTexts[state]]}</span>
      </h3>
      <p>{entry.title}</p>
      <p className="sub">
        {fill(t.confirmedAt, { time: formatTime(entry.confirmedAt, language) })}
        {entry.attempts > 1 && ` · ${fill(t.attempts, { n: entry.attempts })}`}
      </p>
      {entry.signedAt !== null && (
        <p className="sub">
          {t.signedAt} {formatTime(entry.signedAt, language)}
        </p>
      )}
      <ErrorNote failure={error ?? entry.failure} />
      <div className="queue-actions">
        {(state === 'sealed' || state === 'refused') && (
          <Button disabled={busy} onClick={() => run(() => client.call('retry', { captureId }))}>
            {t.retry}
          </Button>
        )}
        {state === 'confirmed' && (
          <>
            <Button type="primary" disabled={busy} onClick={resume}>
              {t.resume}
            </Button>
            <Popconfirm
              title={t.discardTitle}
              description={t.discardBody}
              okText={t.discard}
              cancelText={t.close}
              onConfirm={() => run(() => client.call('discard', { captureId }))}
            >
              <Button danger disabled={busy}>
                {t.discard}
              </Button>
            </Popconfirm>
          </>
        )}
      </div>
    </article>
  );
};
