import type { SessionView } from '@bedsign/contract';
import { useEffect } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { patientTexts } from '../texts.ts';
import { WritingBox } from './writing-box.tsx';

/** One field at a time: a large box, and three large buttons under it. */
export const SigningScreen = ({ session }: { session: SessionView }) => {
  const t = useTexts(patientTexts);
  const { client, ink } = useStation();
  const { run, busy, error, forget } = useAction();
  // Writing on answers what was said about the writing.
  useEffect(() => ink.subscribe(({ kind }) => kind === 'append' && forget()), [ink, forget]);
  const { fields, signer, failure } = session;
  const field = fields.find(({ state }) => state === 'active') ?? fields.find(({ state }) => state === 'todo');
  if (!field) return null;
  return (
    <main className="signing-screen" data-testid="step-signing">
      <div className="signing-title">
        <h2>{t.signHere}</h2>
        <p>
          <strong>{field.label}</strong>
          {fields.length > 1 && <span>{fill(t.fieldOf, { n: fields.indexOf(field) + 1, all: fields.length })}</span>}
        </p>
      </div>
      <WritingBox key={field.id} field={field} signerName={signer.name} onRefused={run} />
      <div className="signing-note">
        <ErrorNote failure={error ?? failure} />
      </div>
      <div className="signing-buttons">
        <button
          type="button"
          data-testid="back"
          disabled={busy}
          onClick={() => run(() => client.call('backToReading', {}))}
        >
          {t.back}
        </button>
        <button
          type="button"
          data-testid="clear"
          disabled={busy}
          onClick={() => run(() => client.call('clearField', {}))}
        >
          {t.clear}
        </button>
        <button
          type="button"
          className="primary"
          data-testid="confirm"
          disabled={busy}
          onClick={() => run(() => client.call('confirmField', {}))}
        >
          {busy ? t.confirming : t.confirm}
        </button>
      </div>
    </main>
  );
};
