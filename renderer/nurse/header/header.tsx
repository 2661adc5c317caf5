import { GlobalOutlined, LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { DevicesButton } from '../devices/devices-button.tsx';
import { QueueButton } from '../queue/queue-button.tsx';
import { PatientPageButton } from './patient-page-button.tsx';

export const Header = () => {
  const { language, choose } = useLanguage();
  const common = useTexts(commonTexts);
  const { client } = useStation();
  const { hello, staff } = useStationState();
  return (
    <header className="page-header">
      <div className="brand">
        <strong>{common.product}</strong>
        <span>{hello?.station.name}</span>
      </div>
      {staff && (
        <>
          <PatientPageButton />
          <DevicesButton />
          <QueueButton />
        </>
      )}
      <Button
        type="text"
        icon={<GlobalOutlined />}
        data-testid="language"
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {common.otherLanguage}
      </Button>
      {staff && (
        <>
          <span className="staff-name">{staff.name}</span>
          <Button
            type="text"
            icon={<LogoutOutlined />}
            data-testid="logout"
            onClick={() => client.call('logout', {}).catch(() => undefined)}
          >
            {common.logout}
          </Button>
        </>
      )}
    </header>
  );
};
