import type { PadScreen } from '@bedsign/contract';
import { Button } from 'antd';
import { fill } from '../shared/i18n/dictionary.ts';
import { useTexts } from '../shared/i18n/language.tsx';
import { useStation, useStationState } from '../shared/station/station-context.tsx';
import { ErrorNote } from '../shared/ui/error-note.tsx';
import { useAction } from '../shared/ui/use-action.ts';
import { nurseTexts } from './texts.ts';

/** What the patient page is drawn for, in units of the desktop; with less than that, words and boxes get cramped. */
const roomyWidth = 1200;

/** What to do about a pad's screen on which the patient sees nothing, or not what they should. */
export const PadScreenNote = () => {
  const t = useTexts(nurseTexts);
  const { patientPageConnected, padScreen, staff } = useStationState();
  const { state, screens } = padScreen;
  if (state === 'unclear' && staff) return <ChooseScreen screens={screens} />;
  const pads = screens.find(({ pad }) => pad);
  const large = pads && pads.scale > 1 && pads.width / pads.scale < roomyWidth;
  if (state === 'mirrored') return <Note>{t.padScreenMirrored}</Note>;
  if (state === 'missing' && !patientPageConnected) return <Note>{t.padScreenMissing}</Note>;
  if (large) return <Note>{fill(t.padScreenScale, { scale: Math.round(pads.scale * 100) })}</Note>;
  return null;
};

const Note = ({ children }: { children: string }) => (
  <p className="warning" role="alert" data-testid="pad-screen">
    {children}
  </p>
);

const ChooseScreen = ({ screens }: Pick<PadScreen, 'screens'>) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  return (
    <div className="warning choose-screen" role="alert" data-testid="pad-screen">
      <span>{t.padScreenUnclear}</span>
      <Button
        data-testid="identify-screens"
        disabled={busy}
        onClick={() => run(() => client.call('identifyScreens', {}))}
      >
        {t.identifyScreens}
      </Button>
      {screens.map(({ id, number, label, width, height }) => (
        <Button
          key={id}
          type="primary"
          disabled={busy}
          data-testid={`choose-screen-${number}`}
          onClick={() => run(() => client.call('choosePadScreen', { id }))}
        >
          {fill(t.screenNumber, { number, name: label || `${width}×${height}` })}
        </Button>
      ))}
      <ErrorNote failure={error} />
    </div>
  );
};
