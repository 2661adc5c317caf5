import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const program = `import { untilSignal } from '${new URL('./until-signal.ts', import.meta.url)}';
const asked = untilSignal(); process.send('ready'); await asked;`;

/** A process with a channel to us, as the programs that start servers have one. */
const start = async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await once(child, 'message');
  return {
    child,
    how: async () => {
      const [code, signal] = await ended;
      clearTimeout(late);
      return code ?? signal;
    },
  };
};

test('a process that was asked to end does, though the channel to who started it is open', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { child, how } = await start();
    child.kill(signal);
    assert.equal(await how(), 0, signal);
  }
});

test('and when who started it is gone', async () => {
  const { child, how } = await start();
  child.disconnect();
  assert.equal(await how(), 0);
});
