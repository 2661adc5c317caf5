import { GlobalOutlined, LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useLanguage, useTexts } from '../shared/i18n/language.tsx';
import { useSession } from './server/session.tsx';
import { administrationTexts } from './texts.ts';

export const Header = ({ hospital }: { hospital: string }) => {
  const { language, choose } = useLanguage();
  const common = useTexts(commonTexts);
  const t = useTexts(administrationTexts);
  const { staff, logout } = useSession();
  return (
    <header className="page-header">
      <div className="brand">
        <strong>{common.product}</strong>
        <span>
          {t.title}
          {hospital && ` · ${hospital}`}
        </span>
      </div>
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
          <Button type="text" icon={<LogoutOutlined />} data-testid="logout" onClick={logout}>
            {common.logout}
          </Button>
        </>
      )}
    </header>
  );
};
