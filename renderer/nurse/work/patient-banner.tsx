import type { Patient } from '@bedsign/contract';
import { fill } from '../../shared/i18n/dictionary.ts';
import { useTexts } from '../../shared/i18n/language.tsx';
import { Facts } from '../../shared/ui/facts.tsx';
import { usePatientWords } from '../../shared/ui/patient-words.ts';
import { nurseTexts } from '../texts.ts';

/** Who all of this is about: always on top, always in this order. */
export const PatientBanner = ({ patient }: { patient: Patient }) => {
  const t = useTexts(nurseTexts);
  const { age, sex } = usePatientWords(patient);
  const facts = [
    [t.sex, sex],
    [t.age, `${age} (${patient.birthDate})`],
    [t.bed, fill(t.bedNumber, { bed: patient.bed })],
    [t.number, patient.number],
    [t.department, patient.departmentName],
  ] as const;
  return (
    <section className="patient-banner" aria-label={t.patients} data-testid="patient-banner">
      <strong>{patient.name}</strong>
      <Facts rows={facts} />
    </section>
  );
};
