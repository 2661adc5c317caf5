import { useEffect, useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useResource } from '../../shared/ui/use-resource.ts';
import { useServer } from '../server/use-server.ts';
import { administrationTexts } from '../texts.ts';
import { IssuedCard, RefusalsCard, SignersCard } from './service-cards.tsx';
import { TimeCard } from './time-card.tsx';

const everyMs = 10_000;

/** How the service stands now, looked at again while the page is in sight. */
export const StatusPage = () => {
  const common = useTexts(administrationTexts);
  const server = useServer();
  const [load, setLoad] = useState(() => server.status);
  const { value, error } = useResource(load);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setLoad(() => () => server.status());
    }, everyMs);
    return () => clearInterval(timer);
  }, [server]);
  if (error) return <ErrorNote failure={error} />;
  if (!value) return <Spinner label={common.loading} />;
  const { time, tokens, log, signers, refusals } = value;
  return (
    <div className="cards">
      <TimeCard time={time} />
      <IssuedCard tokens={tokens} log={log} />
      <SignersCard signers={signers} />
      <RefusalsCard refusals={refusals} />
    </div>
  );
};
