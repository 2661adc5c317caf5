import { createRoot } from 'react-dom/client';
import '../shared/base.css';
import '../shared/staff/staff.css';
import '../shared/staff/header.css';
import '../shared/staff/login.css';
import '../shared/staff/report.css';
import './nurse.css';
import './header/header.css';
import './work/patient-banner.css';
import './work/work.css';
import './session/session.css';
import './devices/simulator.css';
import './results/windows.css';
import { LanguageProvider } from '../shared/i18n/language.tsx';
import { DesignSystem } from '../shared/staff/design-system.tsx';
import { openStation, StationProvider } from '../shared/station/station-context.tsx';
import { NurseApp } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('no #root in nurse.html');
createRoot(root).render(
  <StationProvider station={openStation('nurse')}>
    <LanguageProvider page="nurse">
      <DesignSystem>
        <NurseApp />
      </DesignSystem>
    </LanguageProvider>
  </StationProvider>,
);
