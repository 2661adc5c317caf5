import { createRoot } from 'react-dom/client';
import '../shared/base.css';
import './patient.css';
import { LanguageProvider } from '../shared/i18n/language.tsx';
import { openStation, StationProvider } from '../shared/station/station-context.tsx';
import { PatientApp } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('no #root in patient.html');
createRoot(root).render(
  <StationProvider station={openStation('patient')}>
    <LanguageProvider page="patient">
      <PatientApp />
    </LanguageProvider>
  </StationProvider>,
);
