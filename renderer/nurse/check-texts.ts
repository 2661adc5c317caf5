import type { CheckName } from '@bedsign/contract';
import { dictionary } from '../shared/i18n/dictionary.ts';

/** Each check of the verification report in a nurse's words. */
export const checkTexts = dictionary<CheckName>(
  {
    structure: '文件结构完整、无歧义',
    'byte-range': '签名覆盖范围的格式正确',
    coverage: '最后一次签名覆盖整个文件',
    'later-changes': '签名之后只有新的签署，没有其他改动',
    digest: '文档内容摘要一致',
    signature: '数字签名有效（SM2）',
    'signing-certificate': '签名与签名证书一一对应',
    chain: '证书由受信任的根证书签发',
    validity: '签署时证书均在有效期内',
    'time-stamp': '可信时间戳与签名一致',
    'time-stamp-chain': '时间戳机构受信任',
    'event-evidence': '签名证据（笔迹、指纹、照片）与事件证书一致',
  },
  {
    structure: 'The file is well formed and unambiguous',
    'byte-range': 'The signed range has the right form',
    coverage: 'The last signature covers the whole file',
    'later-changes': 'Only further signings came after this signature',
    digest: "The content's digest is the signed one",
    signature: 'The digital signature holds (SM2)',
    'signing-certificate': 'The signature names its certificate',
    chain: 'The certificates lead to a trusted root',
    validity: 'All certificates were valid when it was signed',
    'time-stamp': 'The trusted time stamp is for this signature',
    'time-stamp-chain': 'The time-stamping authority is trusted',
    'event-evidence': 'The evidence (ink, fingerprint, photo) is the certified one',
  },
);
