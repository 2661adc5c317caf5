import type { CalibrationRun } from '@bedsign/contract';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { patientTexts } from '../texts.ts';

const percent = (share: number): string => `${share * 100}%`;

/** Crosses to tap, one after the other, on the whole screen: nothing else here can be pressed by a pen that misses. */
export const CalibrationScreen = ({ run }: { run: CalibrationRun }) => {
  const t = useTexts(patientTexts);
  const { state, number, of, target, failure } = run;
  return (
    <main className="calibration-screen" data-testid={`calibration-${state}`}>
      <div className="calibration-words">
        <h2 aria-live="polite">{t[`calibration_${state}`]}</h2>
        {state === 'tapping' && <p>{fill(t.calibrationOf, { n: number, all: of })}</p>}
        {state === 'done' && <p>{t.calibrationTry}</p>}
        {state === 'failed' && <p>{t.calibrationNurse}</p>}
        <ErrorNote failure={failure} />
      </div>
      {state === 'tapping' && (
        <svg
          className="calibration-cross"
          data-testid="calibration-cross"
          style={{ left: percent(target.x), top: percent(target.y) }}
          viewBox="-32 -32 64 64"
          aria-hidden="true"
        >
          <circle r="22" />
          <path d="M-31 0H31M0-31V31" />
          <circle r="3" className="centre" />
        </svg>
      )}
    </main>
  );
};
