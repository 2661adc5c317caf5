import {
  type CalibrationView,
  type DeviceView,
  type Glass,
  type Hello,
  type Mishaps,
  noMishaps,
  type PadScreen,
  type QueueEntry,
  type SessionView,
  type Staff,
  type UpdateView,
} from '@bedsign/contract';
import type { StationClient, StationStatus } from './client.ts';

/** What a page knows of the station; replaced, never changed in place. */
export type StationState = {
  status: StationStatus;
  hello: Hello | null;
  staff: Staff | null;
  session: SessionView | null;
  devices: DeviceView[];
  patientPageConnected: boolean;
  padScreen: PadScreen;
  /** What a pad's own small screen is to show. */
  glass: Glass | null;
  calibration: CalibrationView;
  /** What ended unasked and was brought back. */
  mishaps: Mishaps;
  /** A link asks for a task. */
  taskWanted: boolean;
  /** A newer version is published. */
  update: UpdateView | null;
  /** null until the station told it. */
  queue: QueueEntry[] | null;
};

export type StationStore = { read(): StationState; subscribe(listener: () => void): () => void };

const nothing: StationState = {
  status: 'connecting',
  hello: null,
  staff: null,
  session: null,
  devices: [],
  patientPageConnected: false,
  padScreen: { state: 'unknown', screens: [] },
  glass: null,
  calibration: { possible: false, current: null, run: null },
  mishaps: noMishaps,
  taskWanted: false,
  update: null,
  queue: null,
};

/** Folds hello and events into one state that React can subscribe to. Ink stays out of it: see ink-store. */
export const createStationStore = (client: StationClient): StationStore => {
  let state = nothing;
  const subscribers = new Set<() => void>();
  const merge = (change: Partial<StationState>): void => {
    state = { ...state, ...change };
    for (const subscriber of subscribers) subscriber();
  };
  client.onStatus((status) => merge({ status }));
  client.onHello((hello) =>
    merge({
      hello,
      staff: hello.staff,
      session: hello.session,
      devices: hello.devices,
      patientPageConnected: hello.patientPageConnected,
      padScreen: hello.padScreen,
      glass: hello.glass,
      calibration: hello.calibration,
      mishaps: hello.mishaps,
      taskWanted: hello.taskWanted,
      update: hello.update,
    }),
  );
  client.on('staff', (staff) => merge(staff ? { staff } : { staff, queue: null }));
  client.on('session', (session) => merge({ session }));
  client.on('devices', (devices) => merge({ devices }));
  client.on('patientPage', ({ connected }) => merge({ patientPageConnected: connected }));
  client.on('padScreen', (padScreen) => merge({ padScreen }));
  client.on('glass', (glass) => merge({ glass }));
  client.on('calibration', (calibration) => merge({ calibration }));
  client.on('mishaps', (mishaps) => merge({ mishaps }));
  client.on('taskWanted', (taskWanted) => merge({ taskWanted }));
  client.on('update', (update) => merge({ update }));
  client.on('queue', (queue) => merge({ queue }));
  return {
    read: () => state,
    subscribe: (subscriber) => {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
  };
};
