import { BedSignError, type MethodName, type Params, type Result } from '@bedsign/contract';
import type { Calibration } from '../calibration/calibration.ts';
import type { DeviceSet } from '../devices/device-set.ts';
import type { Simulation } from '../devices/device-source.ts';
import { playPen, playSignature, requireSimulation } from '../devices/simulate.ts';
import type { Journal } from '../journal/journal.ts';
import { discard, queueView } from '../journal/queue.ts';
import type { WantedTask } from '../launcher/wanted-task.ts';
import type { PadScreenDesk } from '../pad-screen/pad-screen.ts';
import type { ServerClient } from '../server-client/server-client.ts';
import type { StaffLogin } from '../server-client/staff-login.ts';
import type { Desk } from '../session/desk.ts';
import type { Submission } from '../submission/submission.ts';

/** Every method of the station but `hello`, which belongs to the connection. */
export type CallName = Exclude<MethodName, 'hello'>;
export type Handlers = { [M in CallName]: (params: Params<M>) => Result<M> | Promise<Result<M>> };

export type Services = {
  desk: Desk;
  staff: StaffLogin;
  server: ServerClient;
  devices: DeviceSet;
  journal: Journal;
  submission: Submission;
  simulation: Simulation | null;
  patientPage(): string | null;
  padScreen: Pick<PadScreenDesk, 'identify' | 'choose'>;
  calibration: Pick<Calibration, 'start' | 'stop'>;
  wantedTask: Pick<WantedTask, 'take'>;
  onJournal(): void;
};

/** The answer of a step that has nothing to tell. */
const done = (_step: unknown): Record<string, never> => ({});

/** The methods table of the contract, each row one call into the room that does it. */
export const createHandlers = (services: Services): Handlers => {
  const { desk, staff, server, devices, journal, submission } = services;
  const session = desk.required;
  const simulation = () => requireSimulation(services.simulation);
  const signedIn = <T>(work: () => T): T => {
    staff.required();
    return work();
  };

  return {
    login: ({ username, password }) => staff.login(username, password),
    async logout() {
      const current = desk.current();
      if (current && !current.settled()) throw new BedSignError('SESSION_BUSY');
      desk.close();
      return done(await staff.logout());
    },
    patientPage: () => ({ url: services.patientPage() }),
    identifyScreens: () => done(services.padScreen.identify()),
    choosePadScreen: ({ id }) => done(services.padScreen.choose(id)),
    startCalibration: () =>
      signedIn(() => {
        desk.requireFree();
        return done(services.calibration.start());
      }),
    endCalibration: () => done(services.calibration.stop()),
    departments: () => staff.act((token) => server.departments(token)),
    patients: ({ query, departmentId }) => staff.act((token) => server.patients(token, query, departmentId)),
    tasks: ({ patientId }) => staff.act((token) => server.tasks(token, patientId)),

    takeWantedTask: () => services.wantedTask.take(),

    open: ({ taskId, role, name }) => desk.open(taskId, { role, name }),
    close: () => done(desk.close()),
    document: () => session().document(),
    turnTo: ({ page }) => done(session().turnTo(page)),
    startSigning: () => done(session().startSigning()),
    backToReading: () => done(session().backToReading()),
    beginField: ({ fieldId, box }) => done(session().beginField(fieldId, box)),
    clearField: () => done(session().clearField()),
    confirmField: () => done(session().confirmField()),
    showGlass: async ({ request, grey }) => done(await desk.glass.show(request, grey)),
    takeFingerprint: () => done(session().takeFingerprint()),
    refuseFingerprint: ({ reason }) => done(session().refuseFingerprint(reason)),
    photo: ({ jpeg }) => done(session().photo(jpeg)),
    refusePhoto: ({ reason }) => done(session().refusePhoto(reason)),
    retakePhoto: () => done(session().retakePhoto()),
    submit: async () => done(await session().submit()),

    queue: () => signedIn(() => queueView(journal, submission.sending())),
    retry: ({ captureId }) => signedIn(() => done(submission.retry(captureId))),
    resume: ({ captureId }) => desk.resume(captureId),
    discard: ({ captureId }) =>
      signedIn(() => {
        if (desk.current()?.captureId === captureId) throw new BedSignError('SESSION_BUSY');
        discard(journal, captureId);
        return done(services.onJournal());
      }),
    signedDocument: ({ documentId }) => staff.act((token) => server.documentContent(token, documentId)),
    verification: ({ documentId }) => staff.act((token) => server.verification(token, documentId)),
    devices: () => devices.views(),
    enterPin: ({ pin }) => signedIn(async () => done(await devices.chip.enterPin(pin))),

    simulatePen: ({ samples }) => done(playPen(simulation(), samples)),
    async simulateSignature() {
      const target = session().target();
      if (!target) throw new BedSignError('SESSION_STATE', 'no field is being written');
      return done(await playSignature(simulation(), session().view().signer.name, target.box));
    },
    simulateFinger: ({ present }) => done(simulation().finger(present)),
    simulateSkew: ({ skewed }) => done(simulation().skew(skewed)),
    simulateCable: ({ plugged }) => done(simulation().cable(plugged)),
  };
};
