import type { PatientText } from './patient-text.ts';

/** Invented results; no real person's. Columns: ABO, Hb g/L, HCT L/L, WBC 10^9/L, PLT 10^9/L, ALT U/L, HBsAb. */
const results = [
  ['A型', '68', '0.21', '3.2', '46', '18', '阳性'],
  ['B型', '112', '0.34', '7.8', '215', '26', '阴性'],
  ['O型', '74', '0.23', '2.6', '31', '22', '阳性'],
  ['AB型', '96', '0.29', '6.4', '188', '31', '阴性'],
  ['O型', '88', '0.27', '9.1', '243', '15', '阳性'],
] as const;

/** The transfusion form's test results for a patient: the same ones at each printing. */
export const laboratory = (patient: PatientText): Record<string, string> => {
  const row = results[Number(patient.number.replace(/\D/g, '')) % results.length] ?? results[0];
  const [abo, hb, hct, wbc, plt, alt, hbsab] = row;
  const anaemic = Number(hb) < 80;
  return {
    abo,
    rh: '阳性（+）',
    hb,
    hct,
    wbc,
    plt,
    alt,
    hbsab,
    transfusionHistory: anaemic ? '有，无不良反应' : '否认',
    pregnancyHistory: patient.sex === '女' ? '有' : '不适用',
  };
};
