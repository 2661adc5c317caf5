import type { Patient } from '@bedsign/contract';
import { useEffect, useState } from 'react';
import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useTexts } from '../shared/i18n/language.tsx';
import { useStationState } from '../shared/station/station-context.tsx';
import { LaunchNeeded } from '../shared/ui/launch-needed.tsx';
import { Notices } from '../shared/ui/notices.tsx';
import { Spinner } from '../shared/ui/spinner.tsx';
import { Header } from './header/header.tsx';
import { LoginPage } from './login/login-page.tsx';
import { SessionPage } from './session/session-page.tsx';
import { WorkPage } from './work/work-page.tsx';

/** Login, then the ward's work, then one signing at a time. */
const Content = () => {
  const { hello, staff, session } = useStationState();
  const common = useTexts(commonTexts);
  const [patient, setPatient] = useState<Patient | null>(null);
  useEffect(() => {
    if (session) setPatient(session.task.patient);
  }, [session]);
  useEffect(() => {
    if (!staff) setPatient(null);
  }, [staff]);
  if (!hello) return <Spinner label={common.connecting} />;
  if (!staff) return <LoginPage demoLogins={hello.demoLogins} />;
  if (session) return <SessionPage session={session} />;
  return <WorkPage patient={patient} onPatient={setPatient} />;
};

export const NurseApp = () => {
  const { status } = useStationState();
  if (status === 'refused') return <LaunchNeeded />;
  return (
    <div className="page nurse">
      <Notices />
      <Header />
      <Content />
    </div>
  );
};
