import type { TimeStampInfo } from '@bedsign/gm';
import { hashName } from '../stamps/content.ts';

const accuracyText = ({ accuracy }: TimeStampInfo): string | null =>
  accuracy
    ? `± ${accuracy.seconds}.${`${accuracy.millis}`.padStart(3, '0')}${`${accuracy.micros}`.padStart(3, '0')} s`
    : null;

/** What a token says, for programs. */
export const infoJson = (info: TimeStampInfo) => ({
  genTime: info.genTime.toISOString(),
  accuracy: accuracyText(info),
  serial: info.serial,
  policy: info.policy,
  hash: hashName(info.hashAlgorithm),
  imprint: Buffer.from(info.imprint).toString('hex'),
  ordering: info.ordering,
  nonce: info.nonce ?? null,
});

const labels: Record<keyof ReturnType<typeof infoJson>, string> = {
  genTime: '时间 time',
  accuracy: '精度 accuracy',
  serial: '序列号 serial',
  policy: '策略 policy',
  hash: '摘要算法 hash',
  imprint: '摘要 imprint',
  ordering: '可排序 ordering',
  nonce: '随机数 nonce',
};

/** The same for people, one line each. */
export const infoText = (info: TimeStampInfo): string =>
  Object.entries(infoJson(info))
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${labels[name as keyof typeof labels]}: ${value}`)
    .join('\n');
