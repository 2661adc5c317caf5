import { useStationState } from '../shared/station/station-context.tsx';
import { LaunchNeeded } from '../shared/ui/launch-needed.tsx';
import { Notices } from '../shared/ui/notices.tsx';
import { Header } from './header.tsx';
import { PenCursor } from './pen/pen-cursor.tsx';
import { useSimulatedPen } from './pen/use-simulated-pen.ts';
import { CalibrationScreen } from './screens/calibration-screen.tsx';
import { SessionScreen } from './screens/session-screen.tsx';
import { WaitingScreen } from './screens/waiting-screen.tsx';

/** The page on the pad's screen: one task at a time, all of it within reach of the pen. */
export const PatientApp = () => {
  const { status, session, calibration } = useStationState();
  useSimulatedPen();
  if (status === 'refused') return <LaunchNeeded />;
  if (calibration.run)
    return (
      <div className="page patient">
        <CalibrationScreen run={calibration.run} />
        <PenCursor />
      </div>
    );
  return (
    <div className="page patient">
      <Notices />
      <Header session={session} />
      {session ? <SessionScreen session={session} /> : <WaitingScreen />}
      <PenCursor />
    </div>
  );
};
