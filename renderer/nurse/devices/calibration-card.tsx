import { Button } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** Whether ink lies under the pen, and the crosses that bring it there. */
export const CalibrationCard = () => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  const { client } = useStation();
  const { calibration, devices, patientPageConnected, session } = useStationState();
  const { run: act, busy, error } = useAction();
  const [skewed, setSkewed] = useState(false);
  const { possible, current, run } = calibration;
  const simulated = devices.some((device) => device.kind === 'pad' && device.simulated);
  if (!possible && !run) return null;
  const start = () => act(() => client.call('startCalibration', {}));
  const end = () => act(() => client.call('endCalibration', {}));
  const skew = async () => {
    await client.call('simulateSkew', { skewed: !skewed });
    setSkewed(!skewed);
  };
  const [good, bad] = [run?.state === 'done', run?.state === 'failed'];
  const kept = current
    ? fill(t.calibratedAt, { time: formatTime(current.at, language), error: current.errorMm.toFixed(1) })
    : t.notCalibrated;
  return (
    <section className="device-card calibration-card" aria-label={t.calibration}>
      <h3>{t.calibration}</h3>
      <p className={run ? '' : 'sub'} aria-live="polite" data-testid="calibration-state">
        {!run && kept}
        {run?.state === 'tapping' && fill(t.calibrating, { n: run.number, all: run.of })}
        {run && good && fill(t.calibrationGood, { error: (run.errorMm ?? 0).toFixed(1) })}
        {bad && t.calibrationBad}
      </p>
      <ErrorNote failure={error ?? run?.failure ?? null} />
      {!run && !patientPageConnected && <p className="sub">{t.noPatientPage}</p>}
      <div className="card-buttons">
        {!run && (
          <Button data-testid="calibrate" disabled={busy || !patientPageConnected || session !== null} onClick={start}>
            {current ? t.calibrateAgain : t.calibrate}
          </Button>
        )}
        {bad && (
          <Button type="primary" data-testid="calibrate" disabled={busy} onClick={start}>
            {t.calibrateAgain}
          </Button>
        )}
        {run && (
          <Button type={good ? 'primary' : 'default'} data-testid="calibration-end" disabled={busy} onClick={end}>
            {good ? t.calibrationFinish : t.calibrationStop}
          </Button>
        )}
        {simulated && !run && (
          <Button type="dashed" data-testid="simulate-skew" disabled={busy} onClick={() => act(skew)}>
            {skewed ? t.unskew : t.skew}
          </Button>
        )}
      </div>
    </section>
  );
};
