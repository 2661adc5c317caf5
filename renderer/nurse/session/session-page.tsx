import type { SessionView } from '@bedsign/contract';
import { Steps } from 'antd';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { nurseTexts } from '../texts.ts';
import { PatientBanner } from '../work/patient-banner.tsx';
import { CancelButton } from './cancel-button.tsx';
import { DocumentView } from './document-view.tsx';
import { StepPanel } from './step-panel.tsx';
import { isEnded, stepKeys, stepOf } from './steps.ts';

/** One signing, from reading to signed: the document on the left, what to do now on the right. */
export const SessionPage = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { task, signer, state } = session;
  return (
    <>
      <PatientBanner patient={task.patient} />
      <div className="session-bar">
        <p>
          <strong>{task.title}</strong>
          <span>
            {t.signerIs} {signer.name} ({common[signer.role]})
          </span>
        </p>
        <nav aria-label={t.steps}>
          <Steps
            size="small"
            current={stepOf[state]}
            status={state === 'refused' ? 'error' : 'process'}
            items={stepKeys.map((key) => ({ title: t[key] }))}
          />
        </nav>
        {!isEnded(state) && <CancelButton />}
      </div>
      <main className="session-page" data-testid={`step-${state}`}>
        {state === 'opening' ? (
          <section className="card document-view" aria-label={t.documentView}>
            <Spinner label={common.loadingDocument} />
          </section>
        ) : (
          <DocumentView key={session.captureId} session={session} />
        )}
        <section className="card step-panel" aria-label={t.steps}>
          <StepPanel session={session} />
        </section>
      </main>
    </>
  );
};
