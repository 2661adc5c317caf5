import { toHex, type VerificationReport } from '@bedsign/contract';
import { parseCertificate, sm3 } from '@bedsign/gm';
import { captionTime } from '../sealing/index.ts';
import { checkTitles } from '../verification/check-titles.ts';
import type { Reopened } from './reopen.ts';
import { statements } from './statements.ts';

/** One line of a table: what it is in Chinese, in English, and its value. */
type Row = readonly [zh: string, en: string, value: string];
export type Opening = { by: string; at: Date };
export type NamedFile = { name: string; zh: string; en: string; content: Uint8Array };

const asText = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
const beijing = (ms: number): string => `${captionTime(new Date(ms))} (UTC+8)`;
const simulated = (is: boolean): string => (is ? '（模拟设备 simulated）' : '');

const refusals = {
  NO_DEVICE: '无设备 no device',
  PATIENT_UNABLE: '签名人无法采集 signer unable',
  PATIENT_DECLINED: '签名人不同意采集 signer declined',
} as const;

const section = (title: string, body: string): string => `<h2>${title}</h2>\n${body}`;
const table = (rows: Row[]): string =>
  `<table>\n${rows
    .map(([zh, en, value]) => `<tr><th>${zh}<small>${en}</small></th><td>${asText(value)}</td></tr>`)
    .join('\n')}\n</table>`;

const act = ({ capture, task, evidence, verification }: Reopened): Row[] => {
  const { signer, operator, station, devices } = evidence.bundle;
  const { pad, reader, chip } = devices;
  const signature = verification.signatures.find(({ captureId }) => captureId === capture.id);
  return [
    ['采集编号', 'capture', capture.id],
    ['文书', 'document', `${task.title} · ${capture.document_id}`],
    ['签名人', 'signer', `${signer.name} · ${signer.role}`],
    ['患者', 'patient', `${task.patient.name} · ${task.patient.number}`],
    ['操作人员', 'operator', `${operator.name} · ${operator.id}`],
    ['工作站', 'station', `${station.name} · ${station.id} · ${station.software}`],
    ['签名板', 'pad', `${pad.vendor} ${pad.model} ${pad.serial}${simulated(pad.simulated)}`],
    [
      '指纹仪',
      'fingerprint reader',
      reader ? `${reader.vendor} ${reader.model} ${reader.serial}${simulated(reader.simulated)}` : '—',
    ],
    ['安全芯片', 'security chip', `${chip.serial}${simulated(chip.simulated)}`],
    ['签名证书', 'event certificate', signature?.signer ?? ''],
    ['可信时间戳', 'time stamp', beijing(capture.signed_at)],
  ];
};

const times = ({ evidence: { bundle } }: Reopened): Row[] => {
  const { opened, signed, confirmed, sealed } = bundle.times;
  return [
    ['打开文书', 'document opened', beijing(opened)],
    ['写完签名', 'last stroke ended', beijing(signed)],
    ['签名人确认', 'confirmed by the signer', beijing(confirmed)],
    ['证据封装', 'evidence sealed', beijing(sealed)],
  ];
};

const marks = (strokes: string[], reopened: Reopened): string => {
  const { fingerprint, photo } = reopened.evidence.bundle;
  const shown = (zh: string, en: string, body: string) =>
    `<figure>${body}<figcaption>${zh} ${en}</figcaption></figure>`;
  const image = (name: string) => `<img src="${name}" alt="${name}">`;
  return [
    ...strokes.map((name) => shown('笔迹', 'handwriting', image(name))),
    shown('指纹', 'fingerprint', 'refused' in fingerprint ? refusals[fingerprint.refused] : image('fingerprint.png')),
    shown('照片', 'photo', 'refused' in photo ? refusals[photo.refused] : image('photo.jpg')),
  ].join('\n');
};

const verified = ({ checks, signatures }: VerificationReport): Row[] =>
  [...checks, ...signatures.flatMap((signature) => signature.checks)].map(({ name, ok, detail }) => {
    const { zh, en } = checkTitles[name];
    return [zh, en, `${ok ? '✔' : '✘'} ${detail}`];
  });

/** The report that goes with opened evidence, for people: a page to read and to print. */
export const reportHtml = (reopened: Reopened, files: NamedFile[], opening: Opening): string => {
  const { statements: found, certificates, verification } = reopened;
  const strokes = files.map(({ name }) => name).filter((name) => name.endsWith('.svg'));
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>签名证据报告 Evidence report ${reopened.capture.id}</title>
<style>
  body { font: 14px/1.6 "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", sans-serif; max-width: 60em; margin: 2em auto; color: #1c2130 }
  h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px; margin: 1.8em 0 .4em }
  table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #c9cdd8; padding: 4px 10px; text-align: left; vertical-align: top }
  th { width: 22em; font-weight: 600; background: #f4f5f8 } small { display: block; font-weight: 400; color: #5b6275 }
  td { overflow-wrap: anywhere } figure { display: inline-block; margin: 0 1.5em 1em 0; vertical-align: top }
  figure img { max-height: 12em; border: 1px solid #c9cdd8; background: #fff; padding: 6px } figcaption { color: #5b6275; font-size: 12px }
  pre { background: #f4f5f8; padding: 10px; white-space: pre-wrap; overflow-wrap: anywhere }
</style>
<h1>签名证据报告<small>Report on the evidence of a signature</small></h1>
<p>由 ${asText(opening.by)} 于 ${beijing(opening.at.getTime())} 打开。以下各项均在打开时重新核验，全部成立；任何一项不成立时不出具本报告。<br>
Opened by ${asText(opening.by)} on ${opening.at.toISOString()}. Everything below was checked again on opening and holds; where anything does not, no report is made.</p>
${section('签名 The act', table(act(reopened)))}
${section('时间 Times', table(times(reopened)))}
${section('笔迹、指纹、照片 Handwriting, fingerprint, photo', marks(strokes, reopened))}
${section('证据核验 Checks of the evidence', table(found.map(({ name, detail }) => [statements[name].zh, statements[name].en, `✔ ${detail}`])))}
${section('已签名文件核验 Checks of the signed file', table(verified(verification)))}
${section('本目录文件及其摘要（SM3） Files and their digests', table(files.map(({ name, zh, en, content }) => [`${name} ${zh}`, en, toHex(sm3(content))])))}
${section(
  '独立核验 How anyone can check this',
  `<pre>npm run verify -- signed.pdf --trust root.pem --evidence evidence-bundle.cbor
openssl x509 -in chip-certificate.pem -noout -pubkey &gt; chip.pub
openssl dgst -sm3 -verify chip.pub -sigopt distid:1234567812345678 -signature chip-signature.der evidence-bundle.cbor</pre>
<p>根证书指纹 SM3 fingerprint of root.pem: <code>${toHex(sm3(parseCertificate(certificates.root).der))}</code><br>
请通过可靠途径向医院核对。 Compare it with the hospital over a channel that you trust.</p>`,
)}
</html>
`;
};
