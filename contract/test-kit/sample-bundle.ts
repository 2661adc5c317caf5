import type { EvidenceBundle } from '../index.ts';

/** A bundle in which every kind of value occurs; its encoding is pinned in `golden-bundle.hex`. */
export const sampleBundle = (): EvidenceBundle => ({
  v: 1,
  captureId: '0f8fad5b-d9cb-469f-a165-70867728950e',
  taskId: 'task-1',
  documentId: 'document-1',
  documentDigest: Uint8Array.from({ length: 32 }, (_, at) => at),
  signer: { role: 'patient', name: '欧阳文静', patientId: '2026110241' },
  operator: { id: 'N1001', name: '李静' },
  station: { id: 'station-1', name: '普外科护士站', software: '0.1.0' },
  devices: {
    pad: {
      ...{ vendor: 'Huion', model: 'Pad', serial: 'P1', maxX: 43_000, maxY: 27_000, maxPressure: 16_383 },
      ...{ widthMm: 217.5, heightMm: 136, simulated: true, clock: 'receipt' },
    },
    reader: { vendor: 'Reader', model: 'R', serial: 'R1', simulated: true },
    chip: { serial: 'CHIP-1', simulated: true },
  },
  fields: [
    {
      fieldId: 'field-1',
      box: { x: 4300, y: -5, width: 30_000, height: 12_000 },
      samples: [
        [5000, 3000, 0, 0, 2],
        [5010, 3005, 8000, 3759, 3],
        [-1, 90_000, 16_383, 4_294_967_296, 3],
        [0, 0, 0, 4_294_971_000, 0],
      ],
    },
  ],
  fingerprint: {
    width: 2,
    height: 3,
    dpi: 508,
    image: new Uint8Array([0, 1, 23, 24, 254, 255]),
    quality: 80,
    takenAt: 1_795_490_000_500,
  },
  photo: { refused: 'PATIENT_DECLINED' },
  times: {
    opened: 1_795_490_000_000,
    signed: 1_795_490_000_400,
    confirmed: 1_795_490_000_450,
    sealed: 1_795_490_000_900,
  },
});
