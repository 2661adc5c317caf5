import type { Hello, Mishaps, PageRole, Staff, UpdateView } from '@bedsign/contract';
import type { Calibration } from '../calibration/calibration.ts';
import type { DeviceSet } from '../devices/device-set.ts';
import type { WantedTask } from '../launcher/wanted-task.ts';
import type { PadScreenDesk } from '../pad-screen/pad-screen.ts';
import type { Credential } from '../server-client/server-client.ts';
import type { ServerTrust } from '../server-client/trust.ts';
import type { Desk } from '../session/desk.ts';
import type { EventHub, Listener } from './event-hub.ts';

export type DemoLogins = Hello['demoLogins'];

/** How long a page's greeting waits for a server that has not answered yet. */
const patienceMs = 1500;

/** What a page learns when it connects, and who is connected. */
export const createReception = (deps: {
  credential: Credential;
  demoLogins: DemoLogins;
  trust: Pick<ServerTrust, 'info' | 'lastInfo'>;
  devices: DeviceSet;
  desk: Pick<Desk, 'view' | 'glass'>;
  padScreen: Pick<PadScreenDesk, 'current'>;
  calibration: Pick<Calibration, 'view'>;
  hub: EventHub;
  staff(): Staff | null;
  mishaps(): Mishaps;
  wantedTask: Pick<WantedTask, 'waiting'>;
  update(): UpdateView | null;
}) => {
  const { trust, devices, desk, hub, credential } = deps;
  let patientPages = 0;
  const count = (change: 1 | -1): void => {
    const before = patientPages > 0;
    patientPages += change;
    const connected = patientPages > 0;
    if (connected !== before) hub.emit('patientPage', { connected });
  };

  return {
    async beforeGreeting(): Promise<void> {
      if (trust.lastInfo()) return;
      const answer = trust.info().catch(() => undefined);
      await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    },
    greet(role: PageRole, resumeToken: string): Hello {
      const info = trust.lastInfo();
      // A server that never answered is not known to be in production; simulated devices never are.
      const demo = info ? info.mode === 'demo' : devices.simulated;
      return {
        role,
        resumeToken,
        demo,
        station: { id: credential.id, name: credential.name },
        demoLogins: demo && role === 'nurse' ? deps.demoLogins : [],
        staff: role === 'nurse' ? deps.staff() : null,
        session: desk.view(),
        devices: devices.views(),
        patientPageConnected: patientPages > 0,
        padScreen: deps.padScreen.current(),
        glass: desk.glass.current(),
        calibration: deps.calibration.view(),
        mishaps: deps.mishaps(),
        taskWanted: role === 'nurse' && deps.wantedTask.waiting(),
        update: role === 'nurse' ? deps.update() : null,
      };
    },
    join(role: PageRole, listener: Listener): () => void {
      const stop = hub.listen(role, listener);
      if (role === 'patient') count(1);
      return () => {
        stop();
        if (role === 'patient') count(-1);
      };
    },
  };
};
