import type { Patient } from '@bedsign/contract';

/** Whom Enter opens: the patient with exactly this number, else the marked row. */
export const pickPatient = (patients: readonly Patient[], typed: string, marked: number): Patient | undefined =>
  patients.find(({ number }) => number === typed) ?? patients[Math.min(marked, patients.length - 1)];
