import { type RefusalReason, refusals } from '@bedsign/contract';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { nurseTexts } from '../texts.ts';

type Props = {
  title: string;
  action: string;
  testId: string;
  /** NO_DEVICE in the words of this device. */
  noDevice: string;
  suggested: RefusalReason;
  busy: boolean;
  onRefuse(reason: RefusalReason): void;
};

/** Going on without a piece of evidence: only with a reason, which is part of the evidence. */
export const Refusal = ({ title, action, testId, noDevice, suggested, busy, onRefuse }: Props) => {
  const t = useTexts(nurseTexts);
  const [chosen, setChosen] = useState<RefusalReason | null>(null);
  const reason = chosen ?? suggested;
  return (
    <section className="refusal" aria-label={title}>
      <h3>{title}</h3>
      <Radio.Group
        aria-label={t.reason}
        value={reason}
        onChange={(event) => setChosen(event.target.value as RefusalReason)}
        options={refusals.map((value) => ({ value, label: value === 'NO_DEVICE' ? noDevice : t[value] }))}
      />
      <Button data-testid={testId} disabled={busy} onClick={() => onRefuse(reason)}>
        {action}
      </Button>
    </section>
  );
};
