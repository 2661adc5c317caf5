import { parseArgs } from 'node:util';
import { BedSignError } from '@bedsign/contract';

export const usage =
  'updates --server URL --credential FILE --folder DIR --trust ROOTS.pem [--tls-root ROOTS.pem] [--install]';

const text = { type: 'string' } as const;

/** The command line of the updater. TRUST_ANCHOR_MISSING without a pinned root: nobody's word counts on first sight here. */
export const parseUpdateOptions = (argv: string[]) => {
  const { values } = parseArgs({
    args: argv,
    options: {
      ...{ server: text, credential: text, folder: text, trust: text, 'tls-root': text },
      install: { type: 'boolean', default: false },
    },
  });
  const needed = (name: 'server' | 'credential' | 'folder'): string => {
    const value = values[name];
    if (!value) throw new BedSignError('CONFIG_INVALID', `--${name} is missing`);
    return value;
  };
  if (!values.trust) throw new BedSignError('TRUST_ANCHOR_MISSING');
  return {
    server: new URL(needed('server')),
    credentialFile: needed('credential'),
    folder: needed('folder'),
    trustFile: values.trust,
    tlsRootFile: values['tls-root'],
    install: values.install,
  };
};
