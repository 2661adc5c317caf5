import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { LanguageButton } from '../../shared/staff/language-button.tsx';
import { StaffMenu } from '../../shared/staff/staff-menu.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { DevicesButton } from '../devices/devices-button.tsx';
import { QueueButton } from '../queue/queue-button.tsx';
import { PatientPageButton } from './patient-page-button.tsx';
import { UpdateNote } from './update-note.tsx';

export const Header = () => {
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const { hello, staff } = useStationState();
  return (
    <header className="page-header">
      <div className="brand">
        <strong>{common.product}</strong>
        <span>{hello?.station.name}</span>
      </div>
      <UpdateNote />
      {staff && (
        <>
          <PatientPageButton />
          <DevicesButton />
          <QueueButton />
        </>
      )}
      <LanguageButton />
      {staff && <StaffMenu name={staff.name} onLogout={() => client.call('logout', {}).catch(() => undefined)} />}
    </header>
  );
};
