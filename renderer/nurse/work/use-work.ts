import type { BedSignError, Patient } from '@bedsign/contract';
import { useCallback, useEffect, useState } from 'react';
import { useStation, useStationState } from '../../shared/station/station-context.tsx';
import { useAction } from '../../shared/ui/use-action.ts';

export type Work = {
  patient: Patient | null;
  /** The task that a link asked for. */
  taskId: string | null;
  choose(patient: Patient | null): void;
  /** Why a link could not be followed. */
  error: BedSignError | null;
};

/** Whose tasks the nurse has before her: of the patient she chose, who signed last, or whom a link from the HIS names. */
export const useWork = (): Work => {
  const { client } = useStation();
  const { staff, session, taskWanted } = useStationState();
  const [patient, setPatient] = useState<Patient | null>(null);
  const [taskId, setTaskId] = useState<string | null>(null);
  const { run, error, forget } = useAction();
  const choose = useCallback(
    (next: Patient | null) => {
      setPatient(next);
      setTaskId(null);
      forget();
    },
    [forget],
  );
  useEffect(() => {
    if (session) choose(session.task.patient);
  }, [session, choose]);
  useEffect(() => {
    if (!staff) choose(null);
  }, [staff, choose]);
  const free = staff !== null && session === null;
  useEffect(() => {
    if (!taskWanted || !free) return;
    void run(async () => {
      const task = await client.call('takeWantedTask', {});
      if (!task) return;
      setPatient(task.patient);
      setTaskId(task.id);
    });
  }, [taskWanted, free, client, run]);
  return { patient, taskId, choose, error };
};
