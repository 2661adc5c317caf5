import type { SessionView } from '@bedsign/contract';
import { Button } from 'antd';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { InkCanvas } from '../../shared/ink/ink-canvas.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';
import { FieldList } from './field-list.tsx';

/** The patient's writing, as it happens. Confirming is the patient's alone. */
export const SigningPanel = ({ session }: { session: SessionView }) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const active = session.fields.find(({ state }) => state === 'active');
  return (
    <>
      <h2>{t.signingTitle}</h2>
      {active && (
        <figure className="live-ink">
          <figcaption>{active.label}</figcaption>
          <div style={{ aspectRatio: `${active.rect.width} / ${active.rect.height}` }}>
            {active.box ? (
              <InkCanvas
                key={active.id}
                fieldId={active.id}
                box={active.box}
                label={fill(common.inkOf, { label: active.label })}
              />
            ) : (
              <p className="muted">{t.notYetShown}</p>
            )}
          </div>
        </figure>
      )}
      <FieldList fields={session.fields} />
      <ErrorNote failure={error} />
      <div className="actions">
        <Button
          size="large"
          data-testid="clear"
          disabled={busy}
          onClick={() => run(() => client.call('clearField', {}))}
        >
          {t.clear}
        </Button>
        <Button
          size="large"
          data-testid="back"
          disabled={busy}
          onClick={() => run(() => client.call('backToReading', {}))}
        >
          {t.backToReading}
        </Button>
      </div>
    </>
  );
};
