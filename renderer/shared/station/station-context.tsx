import type { PageRole } from '@bedsign/contract';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import { createInkStore, type InkStore } from '../ink/ink-store.ts';
import { createStationClient, type StationClient } from './client.ts';
import { tokenKeeper } from './launch-token.ts';
import { createStationStore, type StationState, type StationStore } from './store.ts';
import { stationAddress, webSocket } from './web-socket.ts';

type Station = { client: StationClient; store: StationStore; ink: InkStore };

/** Connects this page to the station that served it. */
export const openStation = (role: PageRole): Station => {
  const client = createStationClient(webSocket(stationAddress(location)), tokenKeeper(role));
  const station = { client, store: createStationStore(client), ink: createInkStore(client) };
  client.start();
  return station;
};

const StationContext = createContext<Station | null>(null);

export const StationProvider = ({ station, children }: { station: Station; children: ReactNode }) => (
  <StationContext value={station}>{children}</StationContext>
);

export const useStation = (): Station => {
  const station = useContext(StationContext);
  if (!station) throw new Error('no StationProvider above this component');
  return station;
};

export const useStationState = (): StationState => {
  const { store } = useStation();
  return useSyncExternalStore(store.subscribe, store.read);
};
