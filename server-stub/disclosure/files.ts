import { type EvidenceBundle, toHex } from '@bedsign/contract';
import { toPemChain } from '../ca/index.ts';
import { greyPng } from './png.ts';
import type { Reopened } from './reopen.ts';
import { type NamedFile, type Opening, reportHtml } from './report-html.ts';
import { strokesCsv, strokesSvg } from './strokes.ts';

const text = (content: string): Uint8Array => Buffer.from(content);
const json = (value: unknown): Uint8Array => text(`${JSON.stringify(value, null, 2)}\n`);

/** The bundle as people read it; bytes and samples stand in files of their own. */
const readable = (bundle: EvidenceBundle): unknown => ({
  ...bundle,
  documentDigest: toHex(bundle.documentDigest),
  fields: bundle.fields.map(({ samples, ...field }, index) => ({
    ...field,
    samples: { count: samples.length, file: `strokes-${index + 1}.csv` },
  })),
  fingerprint: 'image' in bundle.fingerprint ? { ...bundle.fingerprint, image: 'fingerprint.png' } : bundle.fingerprint,
  photo: 'data' in bundle.photo ? { ...bundle.photo, data: 'photo.jpg' } : bundle.photo,
});

const strokeFiles = ({ fields, devices }: EvidenceBundle): NamedFile[] =>
  fields.flatMap((field, index) => [
    {
      name: `strokes-${index + 1}.svg`,
      zh: '笔迹图',
      en: 'handwriting',
      content: text(strokesSvg(field, devices.pad)),
    },
    {
      name: `strokes-${index + 1}.csv`,
      zh: '原始笔迹采样',
      en: 'raw samples of the pen',
      content: text(strokesCsv(field)),
    },
  ]);

const biometricFiles = ({ fingerprint, photo }: EvidenceBundle): NamedFile[] => [
  ...('image' in fingerprint
    ? [{ name: 'fingerprint.png', zh: '指纹图像', en: 'fingerprint', content: greyPng(fingerprint) }]
    : []),
  ...('data' in photo ? [{ name: 'photo.jpg', zh: '现场照片', en: 'photo', content: photo.data }] : []),
];

/** Everything that opened evidence consists of, the report last: it names the others by their digests. */
export const disclosedFiles = (reopened: Reopened, opening: Opening): NamedFile[] => {
  const { evidence, certificates, shown, signed, verification } = reopened;
  const { event, issuing, root } = certificates;
  const files: NamedFile[] = [
    { name: 'signed.pdf', zh: '已签名文件', en: 'the signed file, as this act left it', content: signed },
    { name: 'shown.pdf', zh: '签名人所见文件', en: 'the file as the signer saw it', content: shown },
    { name: 'evidence-bundle.cbor', zh: '解密后的证据', en: 'the decrypted evidence', content: evidence.bytes },
    { name: 'evidence.json', zh: '证据内容', en: 'the evidence, readable', content: json(readable(evidence.bundle)) },
    ...strokeFiles(evidence.bundle),
    ...biometricFiles(evidence.bundle),
    { name: 'chip-signature.der', zh: '芯片签名', en: "the chip's signature", content: evidence.chipSignature },
    {
      name: 'chip-certificate.pem',
      zh: '芯片证书',
      en: "the chip's certificate",
      content: text(toPemChain(evidence.chipCertificate, issuing)),
    },
    {
      name: 'event-certificate.pem',
      zh: '事件证书',
      en: 'the event certificate',
      content: text(toPemChain(event, issuing)),
    },
    { name: 'root.pem', zh: '根证书', en: 'the root certificate', content: text(toPemChain(root)) },
    { name: 'verification.json', zh: '核验结果', en: 'checks of the signed file', content: json(verification) },
  ];
  const report = { name: 'report.html', zh: '报告', en: 'report', content: text(reportHtml(reopened, files, opening)) };
  return [...files, report];
};
