import type { CheckName } from '@bedsign/contract';

/** What the command line calls each check: Chinese first, English beside it. */
export const checkTitles: Record<CheckName, { zh: string; en: string }> = {
  structure: { zh: '文件结构', en: 'file structure' },
  'byte-range': { zh: '签名范围', en: 'byte range' },
  coverage: { zh: '签名覆盖整个文件', en: 'whole file covered' },
  'later-changes': { zh: '签名后的改动', en: 'later changes' },
  digest: { zh: '内容摘要', en: 'digest' },
  signature: { zh: '数字签名', en: 'signature' },
  'signing-certificate': { zh: '签名证书标识', en: 'signing certificate' },
  chain: { zh: '证书链', en: 'certificate chain' },
  validity: { zh: '签名时证书有效', en: 'valid at signing time' },
  'time-stamp': { zh: '时间戳', en: 'time stamp' },
  'time-stamp-chain': { zh: '时间戳证书链', en: 'time-stamp chain' },
  'event-evidence': { zh: '事件证书与签名证据', en: 'event certificate and evidence' },
};
