import type { SessionView } from '@bedsign/contract';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';
import { Refusal } from './refusal.tsx';
import { useCamera } from './use-camera.ts';

export const PhotoPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const camera = useCamera();
  const { run, busy, error } = useAction();
  const shutter = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (camera.ready) shutter.current?.focus();
  }, [camera.ready]);
  return (
    <>
      <h2>{t.photoTitle}</h2>
      <div className="evidence-frame camera">
        <video ref={camera.video} muted playsInline aria-label={t.photoTitle} hidden={!camera.ready} />
        {!camera.ready && !camera.error && <Spinner label={t.cameraStarting} />}
        {camera.error && <ErrorNote failure={camera.error} />}
      </div>
      <p className="muted">{t.photoHint}</p>
      <ErrorNote failure={error} />
      <div className="actions">
        <Button
          ref={shutter}
          type="primary"
          size="large"
          data-testid="shoot-photo"
          disabled={!camera.ready}
          loading={busy}
          onClick={() => run(async () => client.call('photo', { jpeg: await camera.shoot() }))}
        >
          {t.shootPhoto}
        </Button>
        {camera.error && (
          <Button size="large" onClick={camera.again}>
            {t.cameraAgain}
          </Button>
        )}
      </div>
      {session.task.allow.noPhoto ? (
        <Refusal
          title={t.cannotPhoto}
          action={t.refusePhoto}
          testId="refuse-photo"
          noDevice={t.noCamera}
          suggested={camera.error ? 'NO_DEVICE' : 'PATIENT_UNABLE'}
          busy={busy}
          onRefuse={(reason) => run(() => client.call('refusePhoto', { reason }))}
        />
      ) : (
        <p className="muted">{t.mustPhoto}</p>
      )}
    </>
  );
};
