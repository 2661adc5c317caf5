import type { Patient } from '@bedsign/contract';
import { useCallback, useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { ErrorNote } from '../../shared/ui/error-note.tsx';
import { Spinner } from '../../shared/ui/spinner.tsx';
import { useResource } from '../../shared/ui/use-resource.ts';
import { nurseTexts } from '../texts.ts';
import { TaskDetail } from './task-detail.tsx';
import { TaskRow } from './task-row.tsx';

/** The patient's forms, open ones first; the chosen one unfolds, `taskId` at the beginning. */
export const TaskList = ({ patient, taskId }: { patient: Patient; taskId: string | null }) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const { value, error } = useResource(
    useCallback(() => client.call('tasks', { patientId: patient.id }), [client, patient.id]),
  );
  const [chosenId, setChosenId] = useState(taskId);
  const tasks = (value ?? []).toSorted((a, b) => Number(a.status !== 'open') - Number(b.status !== 'open'));
  return (
    <section className="card tasks" aria-label={t.tasks}>
      <h2>{t.tasks}</h2>
      <ErrorNote failure={error} />
      {!value && !error && <Spinner label={t.loading} />}
      {value?.length === 0 && <p className="none">{t.noTasks}</p>}
      {tasks.map((task) => (
        <article key={task.id} className={task.id === chosenId ? 'task open' : 'task'}>
          <TaskRow
            task={task}
            expanded={task.id === chosenId}
            onToggle={() => setChosenId(task.id === chosenId ? null : task.id)}
          />
          {task.id === chosenId && <TaskDetail task={task} />}
        </article>
      ))}
    </section>
  );
};
