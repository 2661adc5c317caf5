import { useTexts } from '../shared/i18n/language.tsx';
import { useStationState } from '../shared/station/station-context.tsx';
import { nurseTexts } from './texts.ts';

/** What to do about a pad's screen on which the patient sees nothing. */
export const PadScreenNote = () => {
  const t = useTexts(nurseTexts);
  const { patientPageConnected, padScreen } = useStationState();
  if (patientPageConnected || (padScreen !== 'missing' && padScreen !== 'unclear')) return null;
  return (
    <p className="warning" role="alert" data-testid="pad-screen">
      {padScreen === 'missing' ? t.padScreenMissing : t.padScreenUnclear}
    </p>
  );
};
