import { type BedSignError, errorText } from '@bedsign/contract';
import { namedDeviceError } from '../device-error.ts';
import type { DeviceKind } from '../device-source.ts';
import type { Candidate } from '../real/candidate.ts';

const kinds: Record<DeviceKind, string> = { pad: '签名板', reader: '指纹仪', chip: '安全芯片' };

type Row = Record<'设备' | '型号' | '序列号' | '协议' | 'USB' | '接口' | '状态', string>;

const hex = (id: number): string => id.toString(16).padStart(4, '0');

/** What is wrong, and what to do about it. */
export const adviceOn = ({ code }: BedSignError): string => {
  const { what, next } = errorText(code, 'zh');
  return `${what}：${next} (${code})`;
};

/** Opened and closed again, so that what is told is what a station would meet. */
const stateOf = async (candidate: Candidate, nowMicros: () => number): Promise<string> => {
  try {
    await (await candidate.open(nowMicros)).close();
    return '可用';
  } catch (thrown) {
    return adviceOn(namedDeviceError(candidate.kind, thrown));
  }
};

/** One row for each device that looks like one of ours; one after the other, for a pad may share its cable with a reader. */
export const deviceTable = async (candidates: readonly Candidate[], nowMicros: () => number): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const candidate of candidates) {
    const { kind, model, serial, family, vendorId, productId, port, path } = candidate;
    rows.push({
      ...{
        设备: kinds[kind],
        型号: model,
        序列号: serial,
        协议: family,
        USB: vendorId ? `${hex(vendorId)}:${hex(productId)}` : '',
      },
      ...{ 接口: port === '' ? path : `${port} ${path}`, 状态: await stateOf(candidate, nowMicros) },
    });
  }
  return rows;
};
