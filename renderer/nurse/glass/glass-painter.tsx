import { errorText, type Glass, isErrorCode, type Language } from '@bedsign/contract';
import { Button } from 'antd';
import { useCallback, useEffect } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { drawGlass, type GlassWords } from './draw-glass.ts';
import { glassTexts } from './texts.ts';

const wordsOf = (glass: Glass, t: Record<keyof typeof glassTexts.zh, string>, language: Language): GlassWords => {
  const { title, patientName, signerName, label, number, fields, failure } = glass;
  const who = fill(t.patient, { name: patientName });
  const signer = signerName === patientName ? '' : `　${fill(t.signer, { name: signerName })}`;
  const field = fields > 1 ? fill(t.fieldOf, { label, n: number, all: fields }) : label;
  const code = failure && isErrorCode(failure.code) ? failure.code : null;
  const hint = code ? errorText(code, language).what : t.signHere;
  return { title, patient: `${who}${signer}　${field}`, hint, again: t.again, clear: t.clear, confirm: t.confirm };
};

/** Draws the signing page of a pad that has a small screen of its own; this page has the fonts that the pad lacks. */
export const GlassPainter = () => {
  const { glass } = useStationState();
  const { client } = useStation();
  const { language } = useLanguage();
  const t = useTexts(glassTexts);
  const { run, busy, error, forget } = useAction();
  const paint = useCallback(
    (page: Glass) =>
      run(() => client.call('showGlass', { request: page.request, grey: drawGlass(page, wordsOf(page, t, language)) })),
    [client, run, t, language],
  );
  useEffect(() => {
    if (glass) void paint(glass);
    else forget();
  }, [glass, paint, forget]);
  if (!glass || !error) return null;
  return (
    <div className="warning" role="alert" data-testid="glass-error">
      <span>{t.notShown}</span>
      <ErrorNote failure={error} />
      <Button disabled={busy} data-testid="glass-again" onClick={() => paint(glass)}>
        {t.showAgain}
      </Button>
    </div>
  );
};
