import type { PatientText } from './patient-text.ts';

/** One piece of a form's text. `{name}`, `{diagnosis}` … are filled in per patient. */
export type Block =
  | { paragraph: string }
  | { heading: string }
  /** Numbered 1. 2. 3. … */
  | { list: readonly string[] }
  /** Widths are shares of the text's width; the first row is the head where `head` says so. */
  | { table: { widths: readonly number[]; head: boolean; rows: readonly (readonly string[])[] } };

export type Section = { title: string; blocks: readonly Block[] };

/** A consent form as data; `render.ts` sets it. */
export type FormText = {
  title: string;
  /** Form number and edition, printed in the footer. */
  number: string;
  sections: readonly Section[];
  /** What the patient declares above the signature line. */
  choice: readonly string[];
  /** When a relative signs instead of the patient, or beside. */
  relativeNote: string;
  /** What the doctor declares above the doctor's signature line. */
  doctorStatement: string;
  /** Label of the doctor's line; contains 医师签名. */
  doctorLabel: string;
  /** Name of an empty AcroForm signature field on the patient's line. */
  patientFieldName?: string;
  /** Whether the file is written with object and xref streams (PDF 1.5) or with one plain xref table. */
  objectStreams: boolean;
  /** More texts for `{…}`, such as laboratory results. */
  values?: (patient: PatientText) => Record<string, string>;
};
