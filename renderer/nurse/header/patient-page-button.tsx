import { DesktopOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** Whether the patient page is there, and the way to open it again. */
export const PatientPageButton = () => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { patientPageConnected } = useStationState();
  const { run, busy } = useAction();
  const open = () =>
    run(async () => {
      const { url } = await client.call('patientPage', {});
      if (url !== null) window.open(url, 'bedsign-patient', 'popup,width=1280,height=800');
    });
  return (
    <span className="patient-page">
      <State good={patientPageConnected}>{patientPageConnected ? t.patientPageOn : t.patientPageOff}</State>
      <Button icon={<DesktopOutlined />} data-testid="open-patient-page" loading={busy} onClick={open}>
        {t.openPatientPage}
      </Button>
    </span>
  );
};
