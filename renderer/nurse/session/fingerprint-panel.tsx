import type { SessionView } from '@bedsign/contract';
import { Button, Progress } from 'antd';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { GreyImage } from '../../shared/ui/grey-image.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';
import { Refusal } from './refusal.tsx';

const absent = ['FINGERPRINT_NOT_CONNECTED', 'FINGERPRINT_FAILED'];

export const FingerprintPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const { state, progress, image, failure } = session.fingerprint;
  const capturing = state === 'waiting' || state === 'reading';
  const problem = error ?? failure;
  return (
    <>
      <h2>{t.fingerprintTitle}</h2>
      <div className="evidence-frame finger">
        {image && <GreyImage image={image} label={common.fingerprintImage} />}
        {!image && state === 'todo' && <p className="muted">{t.fingerprintTodo}</p>}
        {state === 'waiting' && <p className="lead">{t.fingerprintWaiting}</p>}
        {state === 'reading' && (
          <div className="reading-finger">
            <p className="lead">{t.fingerprintReading}</p>
            <Progress percent={Math.round(progress * 100)} aria-label={t.fingerprintReading} />
          </div>
        )}
      </div>
      <ErrorNote failure={problem} />
      <div className="actions">
        <Button
          type="primary"
          size="large"
          autoFocus
          data-testid="take-fingerprint"
          loading={capturing}
          disabled={busy}
          onClick={() => run(() => client.call('takeFingerprint', {}))}
        >
          {problem || image ? t.retakeFingerprint : t.takeFingerprint}
        </Button>
      </div>
      {session.task.allow.noFingerprint ? (
        <Refusal
          title={t.cannotFingerprint}
          action={t.refuseFingerprint}
          testId="refuse-fingerprint"
          noDevice={t.noReader}
          suggested={problem && absent.includes(problem.code) ? 'NO_DEVICE' : 'PATIENT_UNABLE'}
          busy={busy}
          onRefuse={(reason) => run(() => client.call('refuseFingerprint', { reason }))}
        />
      ) : (
        <p className="muted">{t.mustFingerprint}</p>
      )}
    </>
  );
};
