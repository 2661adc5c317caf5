import type { CheckResult, VerificationReport } from '@bedsign/contract';
import { checkTitles } from './check-titles.ts';

/** Chinese characters stand two columns wide in a terminal. */
const columns = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - columns(text)));

const line = ({ name, ok, detail }: CheckResult): string => {
  const { zh, en } = checkTitles[name];
  return `  ${ok ? '✔ 通过 ok  ' : '✘ 失败 FAIL'} ${pad(zh, 20)}${pad(en, 32)}${detail}`;
};

/** The report as people read it: one line per check, the document's first. */
export const reportText = (report: VerificationReport): string => {
  const signatures = report.signatures.flatMap((signature, index) => [
    '',
    `签名 Signature ${index + 1}/${report.signatures.length}: ${signature.fieldName} · ${signature.signer || '—'}`,
    `  签名时间 signed at ${signature.signedAt ?? '—'} · 采集编号 capture ${signature.captureId ?? '—'}`,
    ...signature.checks.map(line),
  ]);
  const failed = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].filter(({ ok }) => !ok);
  const names = [...new Set(failed.map(({ name }) => `${checkTitles[name].zh} ${name}`))].join(', ');
  const verdict = report.ok
    ? '结论：全部通过，签名有效。 All checks hold; the signatures are valid.'
    : `结论：验证不通过（${names || '没有签名 no signature'}）。 Not valid.`;
  return [`文件 Document (SM3 ${report.fileDigest})`, ...report.checks.map(line), ...signatures, '', verdict].join(
    '\n',
  );
};
