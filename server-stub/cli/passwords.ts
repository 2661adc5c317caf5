import { stderr, stdin } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { BedSignError } from '@bedsign/contract';
import { readGiven } from './read-given.ts';

const leastLength = 10;

/** One line from the terminal; `secret` does not show what is typed. CONFIG_INVALID where nobody can answer. */
export const ask = async (question: string, secret = false): Promise<string> => {
  if (!stdin.isTTY) throw new BedSignError('CONFIG_INVALID', `no terminal to ask: ${question}`);
  stderr.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: secret ? silent : stderr, terminal: true });
  try {
    return (await terminal.question('')).trim();
  } finally {
    terminal.close();
    if (secret) stderr.write('\n');
  }
};

/** A password from its file (first line), or asked for. */
export const passwordOf = async (file: string | undefined, question: string): Promise<string> =>
  file ? ((await readGiven(file)).toString().split(/\r?\n/)[0] ?? '') : ask(question, true);

/** As `passwordOf`; CONFIG_INVALID if it is too short to be a new one. */
export const newPassword = async (file: string | undefined, question: string): Promise<string> => {
  const password = await passwordOf(file, question);
  if (password.length < leastLength)
    throw new BedSignError('CONFIG_INVALID', `a password has at least ${leastLength} characters`);
  return password;
};
