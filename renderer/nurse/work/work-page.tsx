import type { Patient } from '@bedsign/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTexts } from '../../shared/i18n/language.tsx';
import { useStation } from '../../shared/station/station-context.tsx';
import { nurseTexts } from '../texts.ts';
import { DepartmentList } from './department-list.tsx';
import { PatientBanner } from './patient-banner.tsx';
import { PatientSearch, type SearchHandle } from './patient-search.tsx';
import { TaskList } from './task-list.tsx';
import { useScanner } from './use-scanner.ts';

type Props = {
  patient: Patient | null;
  /** The task that is unfolded at the beginning. */
  taskId: string | null;
  onPatient(patient: Patient | null): void;
};

/** Department → patient → task. The search box always has the focus back. */
export const WorkPage = ({ patient, taskId, onPatient }: Props) => {
  const t = useTexts(nurseTexts);
  const { client } = useStation();
  const [departmentId, setDepartmentId] = useState<string | undefined>();
  const [unknown, setUnknown] = useState<string | null>(null);
  const search = useRef<SearchHandle>(null);
  const focus = useCallback(() => search.current?.focus(), []);

  const choose = useCallback(
    (next: Patient) => {
      setUnknown(null);
      onPatient(next);
      search.current?.focus();
    },
    [onPatient],
  );
  /** A wristband names exactly one patient, in whatever department; what is no number after all is a search. */
  const openNumber = useCallback(
    async (number: string) => {
      const found = await client.call('patients', { query: number }).catch(() => []);
      const exact = found.find((candidate) => candidate.number === number);
      if (exact) {
        search.current?.clear();
        choose(exact);
      } else if (!search.current?.submit()) setUnknown(number);
    },
    [client, choose],
  );
  useScanner(openNumber);
  useEffect(focus, [focus]);

  return (
    <>
      {patient && <PatientBanner patient={patient} />}
      <main className="work-page">
        <DepartmentList
          chosen={departmentId}
          onChoose={(id) => {
            setDepartmentId(id);
            focus();
          }}
        />
        <PatientSearch
          ref={search}
          departmentId={departmentId}
          chosen={patient}
          unknown={unknown}
          onChoose={choose}
          onEverywhere={() => {
            setDepartmentId(undefined);
            focus();
          }}
        />
        {patient ? (
          <TaskList key={`${patient.id} ${taskId}`} patient={patient} taskId={taskId} />
        ) : (
          <section className="card empty" aria-label={t.tasks}>
            <h2>{t.choosePatient}</h2>
            <p>{t.choosePatientNext}</p>
          </section>
        )}
      </main>
    </>
  );
};
