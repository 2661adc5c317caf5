import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { asBedSignError, BedSignError, type Placement } from '@bedsign/contract';
import { userPath } from '../../server-stub/verification/user-path.ts';
import { parseField } from './field-option.ts';

export const usage = `npm run demo -- [--pdf FILE] [--out DIR] [--field keyword=患者签名 | name=FIELD | page=1,rect=x:y:w:h] [--data DIR]`;

export type DemoOptions = {
  /** The PDF to sign; without it a demo form is. */
  pdf: { name: string; bytes: Uint8Array } | undefined;
  /** Both folders are there and can be written. */
  out: string;
  data: string;
  placement: Placement;
};

const invalid = (thrown: unknown, subject = ''): BedSignError =>
  new BedSignError('CONFIG_INVALID', `${subject}${asBedSignError(thrown).detail}`, { cause: thrown });

const readArguments = (args: string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { pdf: text, out: text, field: text, data: text } }).values;
  } catch (thrown) {
    throw invalid(thrown);
  }
};

const readPdf = (named: string): DemoOptions['pdf'] => {
  const path = userPath(named);
  try {
    return { name: basename(path), bytes: new Uint8Array(readFileSync(path)) };
  } catch (thrown) {
    throw invalid(thrown, `--pdf ${path}: `);
  }
};

/** Without a name of the user's it is the product's own `out` or `data`, as `npm start` has it. */
const writableFolder = (option: 'out' | 'data', named: string | undefined, mode: number): string => {
  const path = named === undefined ? resolve(option) : userPath(named);
  try {
    mkdirSync(path, { recursive: true, mode });
    accessSync(path, constants.W_OK);
    return path;
  } catch (thrown) {
    throw invalid(thrown, `--${option} ${path}: `);
  }
};

/** The command line, checked to the last path before anything is started; CONFIG_INVALID says what is wrong. */
export const readOptions = (args: string[]): DemoOptions => {
  const values = readArguments(args);
  const placement = parseField(values.field ?? 'keyword=患者签名');
  const pdf = values.pdf === undefined ? undefined : readPdf(values.pdf);
  return {
    ...{ placement, pdf },
    out: writableFolder('out', values.out, 0o777),
    data: writableFolder('data', values.data, 0o700),
  };
};
