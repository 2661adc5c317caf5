import type { SessionView } from '@bedsign/contract';
import { Button } from 'antd';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { GreyImage } from '../../shared/ui/grey-image.tsx';
import { JpegImage } from '../../shared/ui/jpeg-image.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';
import { FieldInk } from './field-ink.tsx';

/** All evidence in one view, before it is sealed. */
export const ReviewPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const { staff, devices } = useStationState();
  const { run, busy, error } = useAction();
  const { fingerprint, photo, signer, task } = session;
  const facts = [
    [t.who, `${signer.name} (${common[signer.role]})`],
    [t.document, task.title],
    [t.operator, staff?.name ?? ''],
    [t.devices, devices.map(({ model, simulated }) => (simulated ? `${model} (${t.simulated})` : model)).join(' · ')],
  ] as const;
  const refused = (reason: keyof typeof t | null) => reason && <p>{fill(t.refusedBecause, { reason: t[reason] })}</p>;
  return (
    <>
      <h2>{t.reviewTitle}</h2>
      <Facts rows={facts} className="facts" />
      <h3>{t.ink}</h3>
      <div className="review-inks">
        {session.fields.map((field) => (
          <FieldInk key={field.id} field={field} />
        ))}
      </div>
      <div className="review-pair">
        <div>
          <h3>{t.fingerprint}</h3>
          {fingerprint.image && <GreyImage image={fingerprint.image} label={common.fingerprintImage} />}
          {refused(fingerprint.refused)}
        </div>
        <div>
          <h3>{t.photo}</h3>
          {photo.jpeg && <JpegImage jpeg={photo.jpeg} label={common.photoImage} />}
          {refused(photo.refused)}
          <Button data-testid="retake-photo" disabled={busy} onClick={() => run(() => client.call('retakePhoto', {}))}>
            {t.retakePhoto}
          </Button>
        </div>
      </div>
      <ErrorNote failure={error} />
      <p className="muted">{t.reviewHint}</p>
      <div className="actions">
        <Button
          type="primary"
          size="large"
          autoFocus
          data-testid="submit"
          loading={busy}
          onClick={() => run(() => client.call('submit', {}))}
        >
          {t.submit}
        </Button>
      </div>
    </>
  );
};
