import type { SessionView } from '@bedsign/contract';
import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useLanguage, useTexts } from '../shared/i18n/language.tsx';
import { patientTexts } from './texts.ts';

/** Who signs what: always in sight. */
export const Header = ({ session }: { session: SessionView | null }) => {
  const { language, choose } = useLanguage();
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <header className="patient-header">
      {session ? (
        <div>
          <h1>{session.task.title}</h1>
          <p>
            <span>
              {t.who} <strong>{session.task.patient.name}</strong>
            </span>
            {session.signer.role !== 'patient' && (
              <span>
                {common[session.signer.role]} <strong>{session.signer.name}</strong>
              </span>
            )}
          </p>
        </div>
      ) : (
        <h1>{common.product}</h1>
      )}
      <button
        type="button"
        className="quiet"
        data-testid="language"
        lang={other === 'zh' ? 'zh-CN' : 'en'}
        onClick={() => choose(other)}
      >
        {common.otherLanguage}
      </button>
    </header>
  );
};
