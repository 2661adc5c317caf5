import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { BedSignError, fromShape } from '@bedsign/contract';

/** A child process of ours that says in one JSON line when it is ready. */
export type ManagedProcess<Ready> = {
  ready: Ready;
  /** Resolves with a description when it ends, whoever ended it. */
  ended: Promise<string>;
  /** The channel to it; closed when either end dies. */
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
};

const readyWithinMs = 60_000;

/**
 * Starts `node script args`, its log going line by line to `log`, or else to our stderr, and waits for its ready line.
 * What it reports as `{"error":{code,detail}}` instead, or an early end, is thrown. `node`: Node's program, where the
 * caller runs in something else.
 */
export const startProcess = async <Ready>(
  name: string,
  script: string,
  args: string[],
  log?: (line: string) => void,
  node = process.execPath,
): Promise<ManagedProcess<Ready>> => {
  // Its own process group: Ctrl-C reaches us alone, and we end the children in order. The channel
  // closes when we die, however we die, and then they end by themselves.
  const child = spawn(node, [script, ...args], {
    stdio: ['ignore', 'pipe', log ? 'pipe' : 'inherit', 'ipc'],
    detached: true,
    windowsHide: true,
  });
  if (log && child.stderr) createInterface({ input: child.stderr }).on('line', log);
  const ended = once(child, 'exit').then(([code, signal]) => `${name}: ${signal ?? `exit ${code}`}`);
  const ready = await Promise.race([
    readyLine<Ready>(child),
    ended.then((how) => Promise.reject(new BedSignError('INTERNAL', how))),
    new Promise<never>((_, reject) =>
      setTimeout(
        () => reject(new BedSignError('INTERNAL', `${name}: not ready within ${readyWithinMs / 1000} s`)),
        readyWithinMs,
      ).unref(),
    ),
  ]).catch(async (error) => {
    await stop(child, ended, 0);
    throw error;
  });
  return {
    ready,
    ended,
    send: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => void child.on('message', listener),
    stop: (graceMs = 5000) => stop(child, ended, graceMs),
  };
};

const readyLine = async <Ready>(child: ChildProcess): Promise<Ready> => {
  if (!child.stdout) throw new BedSignError('INTERNAL', 'no stdout');
  for await (const line of createInterface({ input: child.stdout })) {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null) continue;
    if ('error' in message) throw fromShape(message.error, 'INTERNAL');
    if ('ready' in message) return message as Ready;
  }
  return new Promise<never>(() => {});
};

const stop = async (child: ChildProcess, ended: Promise<string>, graceMs: number): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
};
