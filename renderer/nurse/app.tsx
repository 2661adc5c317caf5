import type { Patient } from '@bedsign/contract';
import { useEffect, useState } from 'react';
import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useTexts } from '../shared/i18n/language.tsx';
import { LoginPage } from '../shared/staff/login-page.tsx';
import { useStation, useStationState } from '../shared/station/station-context.tsx';
import { LaunchNeeded } from '../shared/ui/launch-needed.tsx';
import { Notices } from '../shared/ui/notices.tsx';
import { Spinner } from '../shared/ui/spinner.tsx';
import { GlassPainter } from './glass/glass-painter.tsx';
import { Header } from './header/header.tsx';
import { PadScreenNote } from './pad-screen-note.tsx';
import { SessionPage } from './session/session-page.tsx';
import { nurseTexts } from './texts.ts';
import { WorkPage } from './work/work-page.tsx';

/** Login, then the ward's work, then one signing at a time. */
const Content = () => {
  const { hello, staff, session } = useStationState();
  const { client } = useStation();
  const common = useTexts(commonTexts);
  const t = useTexts(nurseTexts);
  const [patient, setPatient] = useState<Patient | null>(null);
  useEffect(() => {
    if (session) setPatient(session.task.patient);
  }, [session]);
  useEffect(() => {
    if (!staff) setPatient(null);
  }, [staff]);
  if (!hello) return <Spinner label={common.connecting} />;
  if (!staff) {
    const login = (username: string, password: string) => client.call('login', { username, password });
    return <LoginPage title={t.loginTitle} demoLogins={hello.demoLogins} onLogin={login} />;
  }
  if (session) return <SessionPage session={session} />;
  return <WorkPage patient={patient} onPatient={setPatient} />;
};

export const NurseApp = () => {
  const { status } = useStationState();
  if (status === 'refused') return <LaunchNeeded />;
  return (
    <div className="page staff nurse">
      <Notices />
      <Header />
      <PadScreenNote />
      <GlassPainter />
      <Content />
    </div>
  );
};
