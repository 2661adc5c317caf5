import type { TimeStampObjection } from '@bedsign/contract';
import { dictionary } from '../../shared/i18n/dictionary.ts';

export const verifyTexts = dictionary(
  {
    drop: '将原文件和时间戳文件（.tsr）拖到此处，或点击选择',
    dropHint: '原文件不会上传：摘要在本机浏览器中计算。可一次拖入两个文件，次序不限。',
    stamp: '时间戳',
    file: '原文件',
    missing: '尚未选择',
    orDigest: '没有原文件时，填写其摘要（十六进制）',
    wrongDigest: '{hash} 摘要应为 {n} 位十六进制数',
    verify: '验证',
    again: '清空',
    working: '正在验证…',
    tooLarge: '文件超过 {n} MB，请改填其摘要',
    holds: '时间戳成立',
    notHolds: '时间戳不成立：{reason}',
    own: '由本服务器签发',
    imported: '由已导入证书的时间戳服务器签发',
    scope: '证明该摘要的数据在此时间之前已经存在，此后未被改动。未查询证书是否被吊销。',
  },
  {
    drop: 'Drop the file and its time stamp (.tsr) here, or click to choose',
    dropHint: 'The file stays on this computer: its digest is computed in the browser. Both at once, in any order.',
    stamp: 'Time stamp',
    file: 'File',
    missing: 'not chosen yet',
    orDigest: 'Without the file, its digest (hex)',
    wrongDigest: 'A {hash} digest has {n} hex digits',
    verify: 'Verify',
    again: 'Clear',
    working: 'Verifying…',
    tooLarge: 'The file is larger than {n} MB; give its digest instead',
    holds: 'The time stamp holds',
    notHolds: 'The time stamp does not hold: {reason}',
    own: 'Issued by this server',
    imported: 'Issued by an authority whose certificate was imported',
    scope:
      'It proves that the data of this digest existed before that time and was not changed since. Whether certificates were revoked was not asked.',
  },
);

export const objectionTexts = dictionary<TimeStampObjection>(
  {
    TIME_STAMP_INVALID: '不是该文件的时间戳，或已被改动',
    CHAIN_INVALID: '签发者的证书不受信任',
    ALGORITHM_UNSUPPORTED: '算法不支持',
  },
  {
    TIME_STAMP_INVALID: 'it is of something else, or was changed',
    CHAIN_INVALID: "its authority's certificate is not trusted",
    ALGORITHM_UNSUPPORTED: 'its algorithm is not supported',
  },
);
