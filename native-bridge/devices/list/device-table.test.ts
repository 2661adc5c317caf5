import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DriverError, openHuionV2, simulatePad } from '@bedsign/drivers';
import type { Candidate } from '../real/candidate.ts';
import { deviceTable } from './device-table.ts';

const pad = simulatePad();
const candidate = (open: Candidate<'pad'>['open']): Candidate => ({
  ...{
    kind: 'pad',
    family: 'huion-v2',
    vendorId: 0x256c,
    productId: 0x6d,
    key: 'k',
    port: '1-1',
    path: '/dev/hidraw0',
  },
  ...{ model: 'P10', serial: 'S1', open },
});

test('each device with its state; a refusal says what to do; what was opened is closed', async () => {
  const rows = await deviceTable(
    [
      candidate(async (now) => openHuionV2(await pad.connect(), now)),
      candidate(async (now) => openHuionV2(await pad.connect(), now)),
      candidate(() => Promise.reject(new DriverError('ACCESS_DENIED'))),
    ],
    () => 0,
  );
  assert.deepEqual(rows[0], {
    ...{ 设备: '签名板', 型号: 'P10', 序列号: 'S1', 协议: 'huion-v2', USB: '256c:006d' },
    ...{ 接口: '1-1 /dev/hidraw0', 状态: '可用' },
  });
  assert.equal(rows[1]?.状态, '可用', 'the first one let it go');
  assert.match(rows[2]?.状态 ?? '', /\(DEVICE_ACCESS_DENIED\)$/);
});
