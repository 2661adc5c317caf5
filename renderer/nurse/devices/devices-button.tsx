import type { DeviceView } from '@bedsign/contract';
import { Drawer } from 'antd';
import { Fragment, useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { nurseTexts } from '../texts.ts';
import { CalibrationCard } from './calibration-card.tsx';
import { DeviceCard, kindTexts, stateTexts } from './device-card.tsx';
import { SimulatorBar } from './simulator-bar.tsx';
import { useLiveDevices } from './use-live-devices.ts';

const kinds = ['pad', 'reader', 'chip'] as const;
const isThere = (device: DeviceView | undefined): boolean => device?.state === 'ready' || device?.state === 'capturing';

/** Pad, reader and chip at a glance; more about them in the drawer. */
export const DevicesButton = () => {
  const t = useTexts(nurseTexts);
  const [open, setOpen] = useState(false);
  const devices = useLiveDevices(open);
  return (
    <>
      <button type="button" className="device-chips" data-testid="devices-button" onClick={() => setOpen(true)}>
        {kinds.map((kind) => {
          const device = devices.find((candidate) => candidate.kind === kind);
          return (
            <State key={kind} good={isThere(device)}>
              {t[kindTexts[kind]]} {t[stateTexts[device?.state ?? 'absent']]}
            </State>
          );
        })}
        {devices.some(({ simulated }) => simulated) && <span className="badge simulated">{t.simulated}</span>}
      </button>
      <Drawer title={t.devicesTitle} open={open} size={480} onClose={() => setOpen(false)}>
        <div className="drawer-list">
          {devices.length === 0 && <p className="none">{t.noDevices}</p>}
          {devices.map((device) => (
            <Fragment key={device.kind}>
              <DeviceCard device={device} />
              {device.kind === 'pad' && <CalibrationCard />}
            </Fragment>
          ))}
          <SimulatorBar />
        </div>
      </Drawer>
    </>
  );
};
