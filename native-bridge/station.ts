import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  asBedSignError,
  errorLine,
  type Mishaps,
  noMishaps,
  type PadScreen,
  type PageRole,
  type StationMessage,
  type UpdateView,
} from '@bedsign/contract';
import { createCalibration } from './calibration/calibration.ts';
import { createChipEnrolment } from './devices/chip-enrolment.ts';
import { createChipPins } from './devices/chip-pins.ts';
import { openDeviceSet } from './devices/device-set.ts';
import type { DeviceSettings } from './devices/device-settings.ts';
import { hostedSource } from './devices/host/hosted-source.ts';
import { simulatorSource } from './devices/simulator-source.ts';
import { openJournal } from './journal/journal.ts';
import { queueView } from './journal/queue.ts';
import { loadDataKey } from './keys/data-key.ts';
import { createSealedBox } from './keys/sealed-box.ts';
import { createWantedTask } from './launcher/wanted-task.ts';
import { createPadScreen } from './pad-screen/pad-screen.ts';
import { createPageTokens } from './pages-server/page-tokens.ts';
import { startPagesServer } from './pages-server/pages-server.ts';
import { type Credential, createServerClient } from './server-client/server-client.ts';
import { createStaffLogin } from './server-client/staff-login.ts';
import { trustTlsRoot } from './server-client/tls-root.ts';
import { createServerTrust } from './server-client/trust.ts';
import { createDesk, type Desk } from './session/desk.ts';
import { productVersion, softwareVersion } from './software-version.ts';
import { createEventHub } from './station-api/event-hub.ts';
import { createReception, type DemoLogins } from './station-api/greeting.ts';
import { createHandlers } from './station-api/handlers.ts';
import { createInProcess, type InProcess } from './station-api/in-process.ts';
import { openStationSocket } from './station-api/station-socket.ts';
import { startSubmission } from './submission/submission.ts';
import { installedPackage } from './updates/installed-package.ts';
import { watchUpdates } from './updates/watch-updates.ts';

export type StationOptions = {
  /** The station's own folder; made if absent. */
  dataFolder: string;
  server: URL;
  /** On 127.0.0.1; 0 takes a free one. */
  port: number;
  /** The built pages; without it only in-process callers are served. */
  pagesFolder?: string;
  credential: Credential;
  /** PEM file of the pinned root. */
  rootFile?: string;
  /** PEM file of the root of the server's TLS certificate, if the operating system does not know it. */
  tlsRootFile?: string;
  demoLogins?: DemoLogins;
  /** Those that are plugged in, or (default) simulated ones, whose evidence only a demo server accepts. */
  devices?: 'real' | 'simulated';
  /** What real devices do not tell of themselves. */
  deviceSettings?: DeviceSettings;
  /** 16 bytes from the operating system's key store; without it the key stands in a file of the data folder. */
  dataKey?: Uint8Array;
  /** Who installs updates; without it, or where no package was installed, nobody looks for any. */
  updateBy?: UpdateView['by'];
  /** Takes the nurse's wishes to the program that shows the pages. */
  toShell?(message: StationMessage): void;
  /** One line for the log; no personal data. */
  log?(line: string): void;
};

export type Station = {
  url: string;
  /** Address of a page with a fresh one-time token. */
  launchUrl(role: PageRole): string;
  /** What the shell sees of its screens, for the nurse. */
  padScreen(seen: PadScreen): void;
  /** What the launcher had to bring back, for the nurse. */
  mishaps(happened: Mishaps): void;
  /** A link asks for a task, which the nurse's page then opens. */
  openLink(link: string): void;
  simulated: boolean;
  /** The methods table for a caller in this process. */
  inProcess(role: PageRole): InProcess;
  close(): Promise<void>;
};

/** Puts the station together and starts it. Devices and the server may come later; the journal may not. */
export const createStation = async (options: StationOptions): Promise<Station> => {
  const { dataFolder, credential, log = () => undefined } = options;
  const nowMicros = () => performance.now() * 1000;
  if (options.tlsRootFile !== undefined) trustTlsRoot(options.tlsRootFile);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // Whatever was opened is closed in reverse, be it at a failed start or at the end.
  await using opened = new AsyncDisposableStack();

  // What is kept
  const journalPath = join(dataFolder, 'journal.sqlite');
  const dataKey = options.dataKey ?? loadDataKey(dataFolder, journalPath);
  const box = createSealedBox(dataKey);
  const journal = openJournal(journalPath, box);
  opened.defer(journal.close);

  // Who hears what
  const hub = createEventHub((event, thrown) => log(`${event} not delivered: ${asBedSignError(thrown).code}`));
  const journalChanged = () => {
    if (!staff.current()) return;
    try {
      hub.emit('queue', queueView(journal, submission.sending()));
    } catch (thrown) {
      // The queue is only looked at here: whoever logs in or submits must not fail over it.
      log(`queue not shown: ${asBedSignError(thrown).code}`);
    }
  };

  // The server
  const server = createServerClient(options.server, credential);
  const trust = createServerTrust(server, dataFolder, options.rootFile);
  const staff = createStaffLogin(server, (member) => {
    hub.emit('staff', member);
    journalChanged();
  });
  const submission = startSubmission({
    journal,
    send: server.submit,
    onProgress(captureId, progress) {
      if (progress.state !== 'submitting') log(`capture ${captureId}: ${progress.state}`);
      desk.submission(captureId, progress);
      journalChanged();
    },
    log,
  });
  opened.defer(submission.end);

  const installed = installedPackage();
  const updates =
    options.updateBy && installed
      ? watchUpdates(
          {
            ...{ server, trust, installed, by: options.updateBy, version: productVersion },
            seenFile: join(dataFolder, 'update-seen.json'),
          },
          (update) => hub.emit('update', update),
          log,
        )
      : undefined;
  opened.defer(() => updates?.close());

  // The devices
  const enrolment = createChipEnrolment(dataFolder, server, trust);
  const source =
    options.devices === 'real'
      ? hostedSource(nowMicros, options.deviceSettings)
      : simulatorSource(dataFolder, box, nowMicros);
  const devices = openDeviceSet(source, createChipPins(dataFolder, box), {
    sample: (sample, pad) => desk.sample(sample, pad),
    change() {
      hub.emit('devices', devices.views());
      padScreen.devicesChanged();
      calibration.surroundingsChanged();
      desk.devicesChanged();
    },
    chip(chip) {
      enrolment(chip).catch((thrown) =>
        log(`chip ${chip.serial} not enrolled yet: ${errorLine(asBedSignError(thrown))}`),
      );
    },
  });
  opened.defer(devices.close);
  const padScreen = createPadScreen({
    file: join(dataFolder, 'pad-screens.json'),
    padSerial: () => devices.pad.current()?.serial ?? null,
    toShell: options.toShell ?? (() => undefined),
    onChange(seen) {
      hub.emit('padScreen', seen);
      calibration.surroundingsChanged();
    },
  });
  const calibration = createCalibration({
    file: join(dataFolder, 'pad-calibrations.json'),
    pad: devices.pad.current,
    screen: padScreen.padsOwn,
    now: Date.now,
    onChange: (view) => hub.emit('calibration', view),
  });

  // The session
  const desk: Desk = createDesk({
    devices,
    journal,
    server,
    trust,
    staff,
    enrolment,
    calibration,
    station: { id: credential.id, name: credential.name, software: softwareVersion },
    nowMicros,
    onSession: (view) => hub.emit('session', view),
    onPen: (batch) => hub.emit('pen', batch),
    onGlass: (glass) => hub.emit('glass', glass),
    onJournal: journalChanged,
    onSealed() {
      journalChanged();
      submission.wake();
    },
  });

  // What the launcher tells
  let mishaps = noMishaps;
  const wantedTask = createWantedTask({
    requireStaff: staff.required,
    task: (taskId) => staff.act((token) => server.task(token, taskId)),
    onChange: (waiting) => hub.emit('taskWanted', waiting),
  });

  // The pages
  const tokens = createPageTokens(dataKey);
  const pages = await startPagesServer(options.pagesFolder, options.port);
  opened.defer(pages.close);
  const url = `http://127.0.0.1:${pages.port}`;
  const launchUrl = (role: PageRole) => `${url}/${role}.html#${tokens.launch(role)}`;
  const { simulation } = source;
  const handlers = createHandlers({
    ...{ desk, staff, server, devices, journal, submission, simulation, padScreen, calibration, wantedTask },
    patientPage: () => (padScreen.reopen() ? null : launchUrl('patient')),
    onJournal: journalChanged,
  });
  const demoLogins = options.demoLogins ?? [];
  const reception = createReception({
    credential,
    demoLogins,
    trust,
    devices,
    desk,
    padScreen,
    calibration,
    hub,
    staff: staff.current,
    mishaps: () => mishaps,
    wantedTask,
    update: () => updates?.current() ?? null,
  });
  const socket = openStationSocket(pages.server, pages.port, { handlers, tokens, ...reception });
  opened.defer(socket.close);
  await devices.look();

  const running = opened.move();
  return {
    url,
    launchUrl,
    padScreen: padScreen.seen,
    mishaps(happened) {
      mishaps = happened;
      hub.emit('mishaps', happened);
    },
    openLink: wantedTask.want,
    simulated: source.simulated,
    inProcess: (role) => createInProcess(handlers, hub, role),
    close: () => running.disposeAsync(),
  };
};
