import { parseArgs } from 'node:util';
import { BedSignError } from '@bedsign/contract';
import { userPath } from '../verification/user-path.ts';

/** The options that commands know; each is a text, or a switch. */
const known = {
  data: { type: 'string' },
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8600' },
  'log-level': { type: 'string', default: 'info' },
  demo: { type: 'boolean', default: false },
  name: { type: 'string' },
  'admin-password-file': { type: 'string' },
  'time-source': { type: 'string' },
  username: { type: 'string' },
  role: { type: 'string' },
  'password-file': { type: 'string' },
  out: { type: 'string' },
  serial: { type: 'string' },
  capture: { type: 'string' },
  witness: { type: 'string' },
  in: { type: 'string' },
  'passphrase-file': { type: 'string' },
  replace: { type: 'boolean', default: false },
  address: { type: 'string' },
  'http-port': { type: 'string' },
  'tcp-port': { type: 'string' },
  processes: { type: 'string', default: '1' },
} as const;
export type OptionName = keyof typeof known;

/** Those that name a file or a folder, which is where the user stands and not where `npm run` starts us. */
const paths: readonly OptionName[] = [
  'data',
  'admin-password-file',
  'password-file',
  'out',
  'witness',
  'in',
  'passphrase-file',
];

/** The options given to a command, which takes only those of `allowed`; CONFIG_INVALID names what does not fit. */
export const readOptions = (args: string[], allowed: readonly OptionName[]) => {
  const options = Object.fromEntries(Object.entries(known).filter(([name]) => allowed.includes(name as OptionName)));
  let values: Partial<Record<string, string | boolean>>;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (cause) {
    throw new BedSignError('CONFIG_INVALID', cause instanceof Error ? cause.message : undefined, { cause });
  }
  const text = (name: OptionName): string | undefined => {
    const value = values[name];
    if (typeof value !== 'string' || value === '') return undefined;
    return paths.includes(name) ? userPath(value) : value;
  };
  return {
    text,
    given: (name: OptionName): boolean => values[name] === true,
    /** CONFIG_INVALID if it is missing. */
    required(name: OptionName): string {
      const value = text(name);
      if (value === undefined) throw new BedSignError('CONFIG_INVALID', `--${name} is missing`);
      return value;
    },
  };
};
export type Options = ReturnType<typeof readOptions>;

export const parsePort = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new BedSignError('CONFIG_INVALID', `--port ${text}`);
  return port;
};
