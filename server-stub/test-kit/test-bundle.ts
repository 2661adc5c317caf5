import { randomUUID } from 'node:crypto';
import { type EvidenceBundle, encodeBundle, encodeEnvelope, encodeSignedEvidence, type Task } from '@bedsign/contract';
import { fingerprint, parseCertificate, randomBytes, sm2Encrypt, sm4GcmEncrypt } from '@bedsign/gm';
import type { TestChip } from './test-chip.ts';

const box = { x: 1000, y: 2000, width: 8000, height: 3000 };

/** A wave through the box, hovering in and out. */
export const wave = (offsetX = 0): EvidenceBundle['fields'][number]['samples'] =>
  Array.from({ length: 60 }, (_, i) => [
    box.x + offsetX + 500 + i * 100,
    Math.round(box.y + 1500 + 800 * Math.sin(i / 4)),
    i === 0 || i === 59 ? 0 : 2000 + i * 10,
    i * 5000,
    i === 0 || i === 59 ? 2 : 3,
  ]);

const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(1000), 0xff, 0xd9]);

type Named = { id: string; name: string };

/** What the simulated devices of a station would have captured for the signer of `role`. */
export const makeBundle = (
  task: Task,
  digest: string,
  { role = 'patient', operator, station, chip }: { role?: string; operator: Named; station: Named; chip: TestChip },
): EvidenceBundle => {
  const now = Date.now();
  const signer = task.signers.find((candidate) => candidate.role === role);
  return {
    v: 1,
    captureId: randomUUID(),
    taskId: task.id,
    documentId: task.documentId,
    documentDigest: Uint8Array.from(Buffer.from(digest, 'hex')),
    signer: { role, name: signer?.name || '王芳', patientId: task.patient.id },
    operator: { id: operator.id, name: operator.name },
    station: { ...station, software: 'test' },
    devices: {
      pad: {
        ...{ vendor: 'Test', model: 'Pad', serial: 'P1', maxX: 20000, maxY: 12500, maxPressure: 8191 },
        ...{ widthMm: 217, heightMm: 136, simulated: true, clock: 'receipt' },
      },
      reader: { vendor: 'Test', model: 'Reader', serial: 'R1', simulated: true },
      chip: { serial: chip.serial, simulated: true },
    },
    fields: task.fields.filter((field) => field.role === role).map(({ id }) => ({ fieldId: id, box, samples: wave() })),
    fingerprint: {
      ...{ width: 32, height: 32, dpi: 500, quality: 80, takenAt: now - 3000 },
      image: new Uint8Array(1024).fill(128),
    },
    photo: { mime: 'image/jpeg', data: jpeg, takenAt: now - 2000 },
    times: { opened: now - 10_000, signed: now - 5000, confirmed: now - 4000, sealed: now - 1000 },
  };
};

/** `evidence.bin` of a bundle: signed by `chip`, encrypted to the evidence certificate (DER). */
export const sealEvidence = (
  bundle: EvidenceBundle,
  { chip, chipCertificate, recipient }: { chip: TestChip; chipCertificate: Uint8Array; recipient: Uint8Array },
): Uint8Array => {
  const bytes = encodeBundle(bundle);
  const plaintext = encodeSignedEvidence({ bundle: bytes, chipSignature: chip.sign(bytes), chipCertificate });
  const key = randomBytes(16);
  const iv = randomBytes(12);
  return encodeEnvelope({
    v: 1,
    alg: 'SM2-SM4-GCM',
    recipient: fingerprint(recipient),
    wrappedKey: sm2Encrypt(key, parseCertificate(recipient).publicKey),
    iv,
    ciphertext: sm4GcmEncrypt(key, iv, plaintext),
  });
};
