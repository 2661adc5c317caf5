import type { DeviceView } from '@bedsign/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { useAction } from '../../shared/ui/use-action.ts';
import { nurseTexts } from '../texts.ts';

/** Unlocks the security chip. Why it is locked stands above the form; only what else goes wrong is said here. */
export const ChipPinForm = ({ device: { pinTriesLeft, failure } }: { device: DeviceView }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const [pin, setPin] = useState('');
  const unlock = async () => {
    await run(() => client.call('enterPin', { pin }));
    setPin('');
  };
  return (
    <form
      className="chip-pin"
      onSubmit={(event) => {
        event.preventDefault();
        void unlock();
      }}
    >
      <label htmlFor="chip-pin">{t.chipPin}</label>
      <div>
        <Input.Password
          id="chip-pin"
          data-testid="chip-pin"
          autoComplete="off"
          maxLength={64}
          value={pin}
          onChange={({ target }) => setPin(target.value)}
        />
        <Button type="primary" htmlType="submit" data-testid="chip-unlock" disabled={pin === '' || busy} loading={busy}>
          {t.unlock}
        </Button>
      </div>
      <p className="sub">{pinTriesLeft === null ? t.pinKept : fill(t.pinTries, { n: pinTriesLeft })}</p>
      {error?.code !== failure?.code && <ErrorNote failure={error} />}
    </form>
  );
};
