import type { Patient } from '@bedsign/contract';
import { ageOn, calendarDay } from '../age.ts';
import { commonTexts } from '../i18n/common-texts.ts';
import { fill } from '../i18n/dictionary.ts';
import { useTexts } from '../i18n/language.tsx';

const ageKeys = { years: 'ageYears', months: 'ageMonths', days: 'ageDays' } as const;

/** Age and sex of a patient in the reader's words. */
export const usePatientWords = (patient: Patient): { age: string; sex: string } => {
  const t = useTexts(commonTexts);
  const { unit, n } = ageOn(patient.birthDate, calendarDay(new Date()));
  return { age: fill(t[ageKeys[unit]], { n }), sex: t[patient.sex] };
};
