import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStationState } from '../../shared/station/station-context.tsx';
import { patientTexts } from '../texts.ts';
import { WaitArt } from './art.tsx';
import { StatusScreen } from './status-screen.tsx';

/** Between two patients. */
export const WaitingScreen = () => {
  const t = useTexts(patientTexts);
  const common = useTexts(commonTexts);
  const { hello } = useStationState();
  return (
    <StatusScreen
      state="waiting"
      art={<WaitArt />}
      title={t.waiting}
      next={hello ? t.waitingNext : common.connecting}
    />
  );
};
