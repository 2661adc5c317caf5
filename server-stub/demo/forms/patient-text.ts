import type { Patient } from '@bedsign/contract';

/** What a form says about the patient. `birthDate` is YYYY-MM-DD. */
export type FormPatient = Pick<Patient, 'name' | 'sex' | 'birthDate' | 'number' | 'bed' | 'departmentName'> & {
  diagnosis: string;
};

export type PatientText = {
  name: string;
  sex: string;
  age: string;
  birthDate: string;
  department: string;
  bed: string;
  number: string;
  diagnosis: string;
  /** The day the form was printed, hospital time. */
  printedOn: string;
};

const sexes = { male: '男', female: '女', unknown: '未说明' } as const;

const hospitalDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** Completed years between two YYYY-MM-DD days. */
const yearsBetween = (birthDate: string, day: string): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

/** The patient's particulars as printed on a form at the instant `at`. */
export const patientText = (patient: FormPatient, at: Date): PatientText => {
  const printedOn = hospitalDay.format(at);
  return {
    name: patient.name,
    sex: sexes[patient.sex],
    age: `${yearsBetween(patient.birthDate, printedOn)}岁`,
    birthDate: patient.birthDate,
    department: patient.departmentName,
    bed: patient.bed,
    number: patient.number,
    diagnosis: patient.diagnosis,
    printedOn,
  };
};
