import type { SignerRole, Task } from '@bedsign/contract';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { commonTexts } from '../../shared/i18n/common-texts.ts';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { LabelledInput } from '../../shared/staff/labelled-input.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { useAction } from '../../shared/ui/use-action.ts';
import { ResultButtons } from '../results/result-buttons.tsx';
import { nurseTexts } from '../texts.ts';

/** Who signs now, and the start. What is signed already can be looked at. */
export const TaskDetail = ({ task }: { task: Task }) => {
  const t = useTexts(nurseTexts);
  const common = useTexts(commonTexts);
  const { language } = useLanguage();
  const { client } = useStation();
  const { run, busy, error } = useAction();
  const waiting = task.signers.filter(({ signedAt }) => signedAt === null);
  const [role, setRole] = useState<SignerRole | undefined>(waiting[0]?.role);
  const [typedName, setTypedName] = useState('');
  const signer = waiting.find((candidate) => candidate.role === role);
  const name = signer?.name || typedName.trim();
  const start = () => {
    if (signer) void run(() => client.call('open', { taskId: task.id, role: signer.role, name }));
  };
  return (
    <div className="task-detail">
      {task.revision > 0 && <ResultButtons task={task} />}
      {task.status === 'open' && signer && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            start();
          }}
        >
          <h3 id={`who-${task.id}`}>{t.whoSigns}</h3>
          <Radio.Group
            aria-labelledby={`who-${task.id}`}
            value={role}
            onChange={(event) => setRole(event.target.value as SignerRole)}
            options={task.signers.map((each) => ({
              value: each.role,
              disabled: each.signedAt !== null,
              label: [
                common[each.role],
                each.name,
                each.signedAt !== null && fill(t.alreadySigned, { time: formatTime(each.signedAt, language) }),
              ]
                .filter(Boolean)
                .join(' · '),
            }))}
          />
          {signer.name === '' && (
            <LabelledInput
              label={t.relativeName}
              autoFocus
              maxLength={64}
              placeholder={t.relativeNameHint}
              data-testid="signer-name"
              value={typedName}
              onChange={(event) => setTypedName(event.target.value)}
            />
          )}
          <ErrorNote failure={error} />
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            autoFocus={signer.name !== ''}
            data-testid="start-signing"
            loading={busy}
            disabled={name === ''}
          >
            {t.startSigning}
          </Button>
        </form>
      )}
    </div>
  );
};
