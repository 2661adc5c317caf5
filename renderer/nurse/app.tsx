import { commonTexts } from '../shared/i18n/common-texts.ts';
import { useTexts } from '../shared/i18n/language.tsx';
import { LoginPage } from '../shared/staff/login-page.tsx';
import { useStation, useStationState } from '../shared/station/station-context.tsx';
import { ErrorNote } from '../shared/ui/error-note.tsx';
import { LaunchNeeded } from '../shared/ui/launch-needed.tsx';
import { Notices } from '../shared/ui/notices.tsx';
import { Spinner } from '../shared/ui/spinner.tsx';
import { GlassPainter } from './glass/glass-painter.tsx';
import { Header } from './header/header.tsx';
import { MishapNote } from './mishap-note.tsx';
import { PadScreenNote } from './pad-screen-note.tsx';
import { SessionPage } from './session/session-page.tsx';
import { nurseTexts } from './texts.ts';
import { useWork } from './work/use-work.ts';
import { WorkPage } from './work/work-page.tsx';

const LinkNote = ({ children }: { children: string }) => (
  <p className="notice" role="status" data-testid="link-note">
    {children}
  </p>
);

/** Login, then the ward's work, then one signing at a time. */
const Content = () => {
  const { hello, staff, session, taskWanted } = useStationState();
  const { patient, taskId, choose, error } = useWork();
  const { client } = useStation();
  const common = useTexts(commonTexts);
  const t = useTexts(nurseTexts);
  if (!hello) return <Spinner label={common.connecting} />;
  if (!staff) {
    const login = (username: string, password: string) => client.call('login', { username, password });
    return (
      <>
        {taskWanted && <LinkNote>{t.linkAfterLogin}</LinkNote>}
        <LoginPage title={t.loginTitle} demoLogins={hello.demoLogins} onLogin={login} />
      </>
    );
  }
  if (session)
    return (
      <>
        {taskWanted && <LinkNote>{t.linkAfterSession}</LinkNote>}
        <SessionPage session={session} />
      </>
    );
  return (
    <>
      <ErrorNote failure={error} />
      <WorkPage patient={patient} taskId={taskId} onPatient={choose} />
    </>
  );
};

export const NurseApp = () => {
  const { status } = useStationState();
  if (status === 'refused') return <LaunchNeeded />;
  return (
    <div className="page staff nurse">
      <Notices />
      <Header />
      <MishapNote />
      <PadScreenNote />
      <GlassPainter />
      <Content />
    </div>
  );
};
