import { LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { commonTexts } from '../i18n/common-texts.ts';
import { useTexts } from '../i18n/language.tsx';

/** Who is logged in, and the way out. */
export const StaffMenu = ({ name, onLogout }: { name: string; onLogout(): unknown }) => {
  const t = useTexts(commonTexts);
  return (
    <>
      <span className="staff-name">{name}</span>
      <Button type="text" icon={<LogoutOutlined />} data-testid="logout" onClick={onLogout}>
        {t.logout}
      </Button>
    </>
  );
};
