/** `npm run devices`: what is plugged in and whether it can be used; `--watch` tells it again with every plug. */
import { parseArgs } from 'node:util';
import { asBedSignError, errorLine } from '@bedsign/contract';
import { deviceSettings } from '../../options.ts';
import { namedDeviceError } from '../device-error.ts';
import type { DeviceSettings } from '../device-settings.ts';
import type { DeviceKind } from '../device-source.ts';
import type { Candidate } from '../real/candidate.ts';
import { createFinders } from '../real/finders.ts';
import { onUsbPlug } from '../real/plug-events.ts';
import { adviceOn, deviceTable } from './device-table.ts';

/** After a plug the system still makes the device's nodes, milliseconds. */
const settleMs = 1000;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: { watch: { type: 'boolean', default: false }, 'chip-profile': text, 'serial-pad': text },
});

const readSettings = (): DeviceSettings => {
  try {
    return deviceSettings(values);
  } catch (thrown) {
    console.error(errorLine(asBedSignError(thrown)));
    process.exit(1);
  }
};
const { find, close } = createFinders(readSettings());

const kinds = ['pad', 'reader', 'chip'] as const;

/** What is there of one kind; a library that cannot even look is said, and hides nothing of the others. */
const look = async (kind: DeviceKind): Promise<Candidate[]> => {
  try {
    return await find[kind]();
  } catch (thrown) {
    const error = namedDeviceError(kind, thrown);
    console.error(`${adviceOn(error)} ${error.detail ?? ''}`);
    return [];
  }
};

const tell = async (): Promise<void> => {
  const found = (await Promise.all(kinds.map(look))).flat();
  const rows = await deviceTable(found, () => performance.now() * 1000);
  if (rows.length > 0) console.table(rows);
  else console.log('没有找到签名板、指纹仪或安全芯片：请检查 USB 线。No device found: check the USB cable.');
};

await tell();
if (values.watch) {
  let turn = Promise.resolve();
  onUsbPlug(() => {
    turn = turn.then(() => new Promise<void>((resolve) => setTimeout(resolve, settleMs))).then(tell);
  });
  console.log('正在等待插拔，按 Ctrl-C 结束。Waiting for plugs, Ctrl-C ends.');
  setInterval(() => undefined, 1 << 30);
} else close();
