import type { TsaStatus } from '@bedsign/contract';
import { Statistic } from 'antd';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { commonName } from '../../shared/ui/common-name.ts';
import { Facts } from '../../shared/ui/facts.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { algorithms, Validity } from '../certificates/certificate-table.tsx';
import { certificateTexts } from '../certificates/texts.ts';
import { formatBytes } from './format-bytes.ts';
import { refusalTexts, statusTexts } from './texts.ts';

export const IssuedCard = ({ tokens, log }: Pick<TsaStatus, 'tokens' | 'log'>) => {
  const t = useTexts(statusTexts);
  const { language } = useLanguage();
  const at = (time: number | null) => (time === null ? '—' : formatTime(time, language));
  const { nodes, segments, bytes } = log;
  return (
    <section className="card" data-testid="issued">
      <h2>{t.issued}</h2>
      <div className="counts">
        <Statistic title={t.total} value={tokens.total} />
        <Statistic title={t.lastMinute} value={tokens.lastMinute} />
        <Statistic title={t.lastHour} value={tokens.lastHour} />
      </div>
      <Facts
        className="details"
        rows={[
          [t.oldest, at(tokens.oldest)],
          [t.newest, at(tokens.newest)],
          [t.log, fill(t.logSize, { nodes, segments, size: formatBytes(bytes) })],
        ]}
      />
    </section>
  );
};

export const SignersCard = ({ signers }: Pick<TsaStatus, 'signers'>) => {
  const t = useTexts(statusTexts);
  const names = useTexts(certificateTexts);
  return (
    <section className="card" data-testid="signers">
      <h2>{t.certificates}</h2>
      {signers.map(({ profile, subject, issuer, notAfter }) => (
        <Facts
          className="details"
          key={profile}
          rows={[
            [names.subject, commonName(subject)],
            [names.issuer, commonName(issuer)],
            [names.algorithm, algorithms[profile === 'sm2' ? 'sm2' : 'ecdsa-p256']],
            [names.validity, <Validity key="validity" notAfter={notAfter} />],
          ]}
        />
      ))}
    </section>
  );
};

export const RefusalsCard = ({ refusals }: Pick<TsaStatus, 'refusals'>) => {
  const t = useTexts(statusTexts);
  const reasons: Record<string, string> = useTexts(refusalTexts);
  const rows = Object.entries(refusals);
  return (
    <section className="card" data-testid="refusals">
      <h2>{t.refusals}</h2>
      {rows.length === 0 && <p className="muted">{t.noRefusals}</p>}
      <Facts
        className="details"
        rows={rows.map(([reason, n]) => [reasons[reason] ?? reason, fill(t.times, { n })] as const)}
      />
      <p className="sub">{t.refusalsHint}</p>
    </section>
  );
};
