import { FileTextOutlined } from '@ant-design/icons';
import type { Task } from '@bedsign/contract';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useLanguage, useTexts } from '../../shared/i18n/language.tsx';
import { formatTime } from '../../shared/ui/time.ts';
import { nurseTexts } from '../texts.ts';

const statusTexts = { open: 'taskOpen', signed: 'taskSigned', cancelled: 'taskCancelled' } as const;

type Props = { task: Task; expanded: boolean; onToggle(): void };

export const TaskRow = ({ task, expanded, onToggle }: Props) => {
  const t = useTexts(nurseTexts);
  const { language } = useLanguage();
  return (
    <button
      type="button"
      className="row task-row"
      data-testid={`task-row-${task.id}`}
      aria-expanded={expanded}
      onClick={onToggle}
    >
      <FileTextOutlined aria-hidden />
      <span className="who">
        <strong>{task.title}</strong>
        <span className="sub">
          {fill(t.taskPages, { n: task.pages })} · {fill(t.taskFields, { n: task.fields.length })} ·{' '}
          {fill(t.createdAt, { time: formatTime(task.createdAt, language) })}
        </span>
      </span>
      <span className={`badge ${task.status}`}>{t[statusTexts[task.status]]}</span>
    </button>
  );
};
