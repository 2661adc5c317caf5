import type {
  CalibrationView,
  DeviceView,
  Glass,
  Hello,
  PadScreen,
  QueueEntry,
  SessionView,
  Staff,
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
    }),
  );
  client.on('staff', (staff) => merge(staff ? { staff } : { staff, queue: null }));
  client.on('session', (session) => merge({ session }));
  client.on('devices', (devices) => merge({ devices }));
  client.on('patientPage', ({ connected }) => merge({ patientPageConnected: connected }));
  client.on('padScreen', (padScreen) => merge({ padScreen }));
  client.on('glass', (glass) => merge({ glass }));
  client.on('calibration', (calibration) => merge({ calibration }));
  client.on('queue', (queue) => merge({ queue }));
  return {
    read: () => state,
    subscribe: (subscriber) => {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
  };
};
