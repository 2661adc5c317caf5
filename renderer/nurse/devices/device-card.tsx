import type { DeviceView } from '@bedsign/contract';
import { useTexts } from '../../shared/i18n/language.tsx';
import { State } from '../../shared/staff/state.tsx';
import { nurseTexts } from '../texts.ts';

export const kindTexts = { pad: 'padOf', reader: 'readerOf', chip: 'chipOf' } as const;

export const DeviceCard = ({ device }: { device: DeviceView }) => {
  const t = useTexts(nurseTexts);
  const { kind, model, serial, simulated, state } = device;
  return (
    <article className="device-card">
      <h3>
        {t[kindTexts[kind]]}
        {simulated && <span className="badge simulated">{t.simulated}</span>}
      </h3>
      <State good={state === 'ready' || state === 'capturing'}>{t[state]}</State>
      <p>{model}</p>
      <p className="sub">
        {t.serial} {serial}
      </p>
    </article>
  );
};
