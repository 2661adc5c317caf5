import type { DeviceView, ErrorCode } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { nurseTexts } from '../texts.ts';
import { ChipPinForm } from './chip-pin-form.tsx';
import { DeviceHealth } from './device-health.tsx';

export const kindTexts = { pad: 'padOf', reader: 'readerOf', chip: 'chipOf' } as const;

export const stateTexts = {
  absent: 'absent',
  opening: 'connecting',
  locked: 'locked',
  ready: 'ready',
  capturing: 'capturing',
  lost: 'lost',
  reopening: 'reconnecting',
} as const;

const notConnected: Record<DeviceView['kind'], ErrorCode> = {
  pad: 'PAD_NOT_CONNECTED',
  reader: 'FINGERPRINT_NOT_CONNECTED',
  chip: 'CHIP_NOT_CONNECTED',
};

/** Why the device cannot be used now, and so what to do; null while it can, or is just being opened. */
const problem = ({ kind, state, failure }: DeviceView): { code: string } | null => {
  if (failure) return failure;
  if (state === 'lost' && kind === 'pad') return { code: 'PAD_LOST' };
  return state === 'absent' || state === 'lost' ? { code: notConnected[kind] } : null;
};

export const DeviceCard = ({ device }: { device: DeviceView }) => {
  const t = useTexts(nurseTexts);
  const { kind, model, serial, simulated, state } = device;
  return (
    <article className="device-card">
      <h3>
        {t[kindTexts[kind]]}
        {simulated && <span className="badge simulated">{t.simulated}</span>}
      </h3>
      <State good={state === 'ready' || state === 'capturing'}>{t[stateTexts[state]]}</State>
      {model !== '' && (
        <>
          <p>{model}</p>
          <p className="sub">
            {t.serial} {serial}
          </p>
        </>
      )}
      <ErrorNote failure={problem(device)} />
      {state === 'locked' && device.failure?.code !== 'CHIP_PIN_LOCKED' && <ChipPinForm device={device} />}
      {model !== '' && <DeviceHealth device={device} />}
    </article>
  );
};
