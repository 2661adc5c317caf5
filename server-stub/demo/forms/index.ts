import type { SignerRole, TaskRequest } from '@bedsign/contract';
import { anaesthesia } from './anaesthesia.ts';
import type { FormText } from './form-text.ts';
import type { FormPatient } from './patient-text.ts';
import { render } from './render.ts';
import { surgery } from './surgery.ts';
import { transfusion } from './transfusion.ts';

export type { FormPatient } from './patient-text.ts';

/** What a task for this form asks: who signs where, and which evidence may be missing. */
export type FormTask = {
  title: string;
  signers: readonly SignerRole[];
  fields: TaskRequest['fields'];
  allow: TaskRequest['allow'];
};

/** Right of the colon, and up from the keyword's middle so that the signature stands on the rule. Points. */
const afterKeyword = { offset: { x: 12, y: 17 }, width: 150, height: 48 };
const keyword = (text: string) => ({ by: 'keyword', text, ...afterKeyword }) as const;

/** The doctor's rule on the transfusion form's signing page, the third. */
const doctorRect = { x: 126, y: 294, width: 150, height: 48 };

/** The consent forms of the demo hospital; together they show every kind of placement. */
export const formKinds = {
  surgery: {
    title: surgery.title,
    signers: ['patient', 'relative', 'doctor'],
    fields: [
      { label: '患者签名', role: 'patient', placement: keyword('患者签名') },
      { label: '患者授权亲属签名', role: 'relative', placement: keyword('亲属签名') },
      { label: '医师签名', role: 'doctor', placement: keyword('医师签名') },
    ],
    allow: { noFingerprint: false, noPhoto: true },
  },
  anaesthesia: {
    title: anaesthesia.title,
    signers: ['patient', 'doctor'],
    fields: [
      { label: '患者签名', role: 'patient', placement: { by: 'name', name: 'patient_signature' } },
      { label: '麻醉医师签名', role: 'doctor', placement: keyword('医师签名') },
    ],
    allow: { noFingerprint: true, noPhoto: true },
  },
  transfusion: {
    title: transfusion.title,
    signers: ['patient', 'doctor'],
    fields: [
      { label: '患者签名', role: 'patient', placement: keyword('患者签名') },
      {
        label: '医师签名',
        role: 'doctor',
        placement: { by: 'rect', page: 3, rect: doctorRect },
      },
    ],
    allow: { noFingerprint: true, noPhoto: true },
  },
} satisfies Record<string, FormTask>;

export type FormKind = keyof typeof formKinds;

const texts: Record<FormKind, FormText> = { surgery, anaesthesia, transfusion };

/** The form filled in for a patient, dated `at`: an A4 PDF with embedded fonts, ready to sign. */
export const renderForm = (kind: FormKind, patient: FormPatient, at: Date): Promise<Uint8Array> =>
  render(texts[kind], patient, at);

/** The task's request without its ids: what to ask for once patient and document stand on the server. */
export const formTask = (
  kind: FormKind,
  names: { patient: string; doctor: string },
): Omit<TaskRequest, 'patientId' | 'documentId'> => {
  const { title, signers, fields, allow }: FormTask = formKinds[kind];
  const nameOf = { patient: names.patient, doctor: names.doctor, relative: '' };
  return { title, fields, allow, signers: signers.map((role) => ({ role, name: nameOf[role] })) };
};
