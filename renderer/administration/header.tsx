import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useTexts } from '../shared/i18n/language.tsx';
import { LanguageButton } from '../shared/staff/language-button.tsx';
import { StaffMenu } from '../shared/staff/staff-menu.tsx';
import { useSession } from './server/session.tsx';
import { administrationTexts } from './texts.ts';

export const Header = ({ hospital }: { hospital: string }) => {
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
      <LanguageButton />
      {staff && <StaffMenu name={staff.name} onLogout={logout} />}
    </header>
  );
};
