import { Button } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** How long a simulated finger rests on the window. */
const fingerRestMs = 5_000;

/** Hands for devices that are not there: shown only while a simulated one is in use. */
export const SimulatorBar = () => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { devices, session } = useStationState();
  const { run, busy, error } = useAction();
  const simulated = devices.filter((device) => device.simulated);
  if (simulated.length === 0) return null;
  const plugged = simulated.some(({ state }) => state === 'ready' || state === 'capturing');
  const layFinger = async () => {
    await client.call('simulateFinger', { present: true });
    setTimeout(() => client.call('simulateFinger', { present: false }).catch(() => undefined), fingerRestMs);
  };
  return (
    <section className="simulator" aria-label={t.simulator}>
      <strong title={t.simulatorHint}>{t.simulator}</strong>
      <div>
        <Button
          data-testid="simulate-signature"
          disabled={session?.state !== 'signing' || !plugged || busy}
          onClick={() => run(() => client.call('simulateSignature', {}))}
        >
          {t.simulateSignature}
        </Button>
        <Button data-testid="simulate-finger" disabled={!plugged || busy} onClick={() => run(layFinger)}>
          {t.simulateFinger}
        </Button>
        <Button
          data-testid="simulate-cable"
          disabled={busy}
          onClick={() => run(() => client.call('simulateCable', { plugged: !plugged }))}
        >
          {plugged ? t.unplug : t.plug}
        </Button>
      </div>
      <ErrorNote failure={error} />
    </section>
  );
};
