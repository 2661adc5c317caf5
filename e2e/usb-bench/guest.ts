/** Runs in the guest as its first program: every scenario, one line for each outcome; then the host's turn is over. In a thread, one device. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { playDevice } from './device-thread.ts';
import type { Outcome } from './scenario.ts';
import { scenarios } from './scenarios.ts';

/** What stands before an outcome on the serial console, among the kernel's lines. */
const mark = 'OUTCOME ';
const longestMs = 240_000;

/** The kernel's log says which scenario its lines belong to. */
const tellKernel = (text: string) => writeFileSync('/dev/kmsg', `bench: ${text}\n`);

const runScenarios = async (): Promise<never> => {
  const wanted = (process.env.ONLY ?? '').split(',');
  for (const { device, scenario, run } of scenarios) {
    if (!wanted.some((word) => `${device} ${scenario}`.includes(word))) continue;
    tellKernel(`${device}: ${scenario}`);
    const given = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error(`not done within ${longestMs / 1000} s`)), longestMs).unref(),
    );
    const failed = (thrown: unknown) => ({ sent: 0, received: 0, ok: false, detail: String(thrown) });
    const outcome: Outcome = { device, scenario, ...(await Promise.race([run(), given]).catch(failed)) };
    console.log(mark + JSON.stringify(outcome));
  }
  process.exit(0);
};

await (isMainThread ? runScenarios() : playDevice());
