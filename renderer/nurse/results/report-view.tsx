import type { CheckResult } from '@bedsign/contract';
import { useCallback } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { commonName } from '../../shared/ui/common-name.ts';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { useResource } from '../../shared/ui/use-resource.ts';
import { checkTexts } from '../check-texts.ts';
import { nurseTexts } from '../texts.ts';

const Checks = ({ checks }: { checks: CheckResult[] }) => {
  const t = useTexts(nurseTexts);
  const names = useTexts(checkTexts);
  return (
    <ul className="checks">
      {checks.map(({ name, ok, detail }) => (
        <li key={name} data-testid={`check-${name}`}>
          <span>{names[name]}</span>
          <State good={ok}>{ok ? t.passed : t.failed}</State>
          {!ok && <code>{detail}</code>}
        </li>
      ))}
    </ul>
  );
};

/** Every check by name: for the file, and for each signature in it. */
export const ReportView = ({ documentId }: { documentId: string }) => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  const { client } = useStation();
  const { value, error } = useResource(
    useCallback(() => client.call('verification', { documentId }), [client, documentId]),
  );
  if (error) return <ErrorNote failure={error} />;
  if (!value) return <Spinner label={t.verifying} />;
  return (
    <div className="report" data-testid="report">
      <p className={`verdict ${value.ok ? 'good' : 'bad'}`} role="status">
        <State good={value.ok}>{value.ok ? t.reportGood : t.reportBad}</State>
      </p>
      {value.checks.length > 0 && (
        <section>
          <h3>{t.wholeFile}</h3>
          <Checks checks={value.checks} />
        </section>
      )}
      {value.signatures.map((signature) => (
        <section key={signature.fieldName}>
          <h3>
            {fill(t.signatureOf, { name: commonName(signature.signer) })}
            {signature.signedAt && <span>{formatTime(signature.signedAt, language)}</span>}
          </h3>
          <Checks checks={signature.checks} />
        </section>
      ))}
    </div>
  );
};
