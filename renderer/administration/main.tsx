import { createRoot } from 'react-dom/client';
import '../shared/base.css';
import '../shared/staff/staff.css';
import '../shared/staff/header.css';
import '../shared/staff/login.css';
import '../shared/staff/report.css';
import './administration.css';
import './settings/settings.css';
import './maintenance/maintenance.css';
import './status/status.css';
import './tokens/tokens.css';
import './verify/verify.css';
import { LanguageProvider } from '../shared/i18n/language.tsx';
import { DesignSystem } from '../shared/staff/design-system.tsx';
import { AdministrationApp } from './app.tsx';
import { SessionProvider } from './server/session.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('no #root in administration.html');
createRoot(root).render(
  <LanguageProvider page="administration">
    <DesignSystem>
      <SessionProvider>
        <AdministrationApp />
      </SessionProvider>
    </DesignSystem>
  </LanguageProvider>,
);
