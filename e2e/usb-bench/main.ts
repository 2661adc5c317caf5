/**
 * `npm run usb-bench [-- WORD,…]`: emulated devices meet a real kernel, its hidraw, ttyACM and usbfs, and the real node-hid,
 * serialport and usb. With words, only the devices and scenarios whose names contain one.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildGuest } from './guest-image.ts';
import { outcomeTable } from './outcome-table.ts';
import type { Outcome } from './scenario.ts';

const artefacts = fileURLToPath(new URL('../../test-results/usb-bench', import.meta.url));
mkdirSync(artefacts, { recursive: true });
const only = process.argv[2] ?? '';

const { kernel, initrd, remove } = await buildGuest();
// Without KVM: two processors in software. What the kernel does not know of its command line, it gives to its first program.
const machine = ['-accel', 'tcg,thread=multi', '-cpu', 'max', '-smp', '2', '-m', '1536', '-nodefaults', '-no-reboot'];
const boot = ['-kernel', kernel, '-initrd', initrd, '-append', `console=ttyS0 quiet panic=-1 ONLY=${only}`];
const qemu = spawn('qemu-system-x86_64', [...machine, '-display', 'none', '-serial', 'stdio', ...boot], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const stop = () => qemu.kill();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);

const log = createWriteStream(join(artefacts, 'guest.log'));
const kernelLog = createWriteStream(join(artefacts, 'kernel.log'));
const outcomes: Outcome[] = [];
let part: 'scenarios' | 'kernel' | 'end' = 'scenarios';
for await (const line of createInterface({ input: qemu.stdout })) {
  log.write(`${line}\n`);
  if (line.includes('LOG ENDED')) part = 'end';
  if (part === 'kernel') kernelLog.write(`${line}\n`);
  if (line.includes('GUEST ENDED 0')) part = 'kernel';
  const [, json] = /OUTCOME (\{.*\})/.exec(line) ?? [];
  if (!json) continue;
  const outcome = JSON.parse(json) as Outcome;
  outcomes.push(outcome);
  console.log(`${outcome.ok ? '✔' : '✖'} ${outcome.device}: ${outcome.scenario}`);
}
log.end();
kernelLog.end();
remove();
console.log(`\n${outcomeTable(outcomes)}\n\nlogs of the guest and of its kernel: ${artefacts}`);
const ended = part === 'end';
if (!ended) console.log('the guest did not come to its end');
process.exit(ended && outcomes.length > 0 && outcomes.every(({ ok }) => ok) ? 0 : 1);
