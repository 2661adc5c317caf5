import type { Patient } from '@bedsign/contract';
import { useEffect, useRef } from 'react';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { usePatientWords } from '../../shared/ui/patient-words.ts';
import { nurseTexts } from '../texts.ts';

type Props = { patient: Patient; chosen: boolean; marked: boolean; onChoose(patient: Patient): void };

export const PatientRow = ({ patient, chosen, marked, onChoose }: Props) => {
  const t = useTexts(nurseTexts);
  const { age, sex } = usePatientWords(patient);
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (marked) row.current?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={`row patient-row ${marked ? 'marked' : ''}`}
        data-testid={`patient-row-${patient.number}`}
        aria-pressed={chosen}
        onClick={() => onChoose(patient)}
      >
        <span className="bed">{fill(t.bedNumber, { bed: patient.bed })}</span>
        <span className="who">
          <strong>{patient.name}</strong>
          <span>
            {sex} {age}
          </span>
          <span className="sub">
            {patient.number} · {patient.departmentName}
          </span>
        </span>
        {patient.openTasks > 0 && <span className="badge">{fill(t.openTasks, { n: patient.openTasks })}</span>}
      </button>
    </li>
  );
};
