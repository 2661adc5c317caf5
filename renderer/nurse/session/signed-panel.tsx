import { CheckCircleFilled } from '@ant-design/icons';
import type { SessionView } from '@bedsign/contract';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { ResultButtons } from '../results/result-buttons.tsx';
import { nurseTexts } from '../texts.ts';
import { CloseSession } from './close-session.tsx';

export const SignedPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  const { result, task } = session;
  if (!result) return null;
  return (
    <div className="signed-panel" data-testid="signed-panel">
      <CheckCircleFilled aria-hidden />
      <h2 aria-live="polite">{t.signedTitle}</h2>
      <p className="lead">
        {t.signedAt}{' '}
        <time dateTime={new Date(result.signedAt).toISOString()}>{formatTime(result.signedAt, language)}</time>
      </p>
      <ResultButtons task={task} />
      <CloseSession primary />
    </div>
  );
};
