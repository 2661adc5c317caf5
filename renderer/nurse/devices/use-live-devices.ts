import type { DeviceView } from '@bedsign/contract';
import { useEffect, useState } from 'react';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';

const everyMs = 1000;

/** The devices as the station last told; while `open`, asked for each second, because counters change without an event. */
export const useLiveDevices = (open: boolean): DeviceView[] => {
  const { client } = useStation();
  const { devices } = useStationState();
  const [live, setLive] = useState(devices);
  useEffect(() => setLive(devices), [devices]);
  useEffect(() => {
    if (!open) return;
    const ask = () => client.call('devices', {}).then(setLive, () => undefined);
    const timer = setInterval(ask, everyMs);
    void ask();
    return () => clearInterval(timer);
  }, [client, open]);
  return live;
};
