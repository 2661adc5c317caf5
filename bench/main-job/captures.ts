import type { EvidenceBundle, Task, TaskCreated } from '@bedsign/contract';
import type { Bench } from '../../server-stub/test-kit/test-bench.ts';
import { call } from '../../server-stub/test-kit/test-server.ts';

/** Evidence that waits to be submitted. */
export type Prepared = { documentId: string; submit(): Promise<void> };

const photoBytes = 60_000;
/** Five seconds of a pen that reports 200 times a second. */
const reports = 1000;

/** What a station's devices give: a fingerprint of 256 × 288, a photo of 60 KB, a signature of five seconds. */
const lifelike = (bundle: EvidenceBundle): EvidenceBundle => ({
  ...bundle,
  fields: bundle.fields.map((field) => ({
    ...field,
    samples: Array.from({ length: reports }, (_, i) => [
      Math.round(field.box.x + field.box.width * (0.05 + (0.9 * i) / reports)),
      Math.round(field.box.y + field.box.height * (0.5 + 0.3 * Math.sin(i / 12))),
      Math.round(3000 + 2500 * Math.sin(i / 50)),
      i * 5000,
      i % 250 === 249 ? 2 : 3,
    ]),
  })),
  fingerprint:
    'image' in bundle.fingerprint
      ? { ...bundle.fingerprint, width: 256, height: 288, image: new Uint8Array(256 * 288).fill(90) }
      : bundle.fingerprint,
  photo:
    'data' in bundle.photo
      ? { ...bundle.photo, data: Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(photoBytes), 0xff, 0xd9]) }
      : bundle.photo,
});

/** Uploads `pdf` as a document of its own, asks for the patient's signature, and signs it in the chip. */
export const prepare = async (bench: Bench, pdf: Uint8Array, like: Task): Promise<Prepared> => {
  const upload = await call(bench.url, 'uploadDocument', {
    token: bench.integrator,
    query: { title: '麻醉知情同意书' },
    headers: { 'content-type': 'application/pdf' },
    bytes: pdf,
  });
  const { id: documentId } = upload.json as { id: string };
  const { json } = await call(bench.url, 'createTask', {
    token: bench.integrator,
    json: {
      ...{ title: like.title, patientId: like.patient.id, documentId, allow: like.allow },
      signers: [{ role: 'patient', name: like.patient.name }],
      fields: [{ label: '患者签名', role: 'patient', placement: { by: 'name', name: 'patient_signature' } }],
    },
  });
  const bundle = lifelike(bench.bundle((json as TaskCreated).task));
  const envelope = bench.seal(bundle);
  return {
    documentId,
    async submit() {
      const { status, error } = await bench.submit(bundle, envelope);
      if (status !== 200) throw new Error(`refused: ${status} ${error?.code} ${error?.detail}`);
    },
  };
};
