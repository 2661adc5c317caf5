/** `node server-stub/cli.ts COMMAND`: the signing server and its administration. */
import { asBedSignError, errorLine } from '@bedsign/contract';
import { commands } from './cli/commands.ts';
import { readOptions } from './cli/options.ts';
import { storageError } from './storage/index.ts';

// Whatever the data folder's own permissions: its files are for the server's account alone.
process.umask(0o077);

const [name = '', ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

if (!command) {
  console.error(['用法 usage:', ...Object.values(commands).map(({ usage }) => `  ${usage}`)].join('\n'));
  process.exitCode = 1;
} else
  try {
    await command.run(readOptions(args, command.options));
  } catch (thrown) {
    const error = storageError(thrown) ?? asBedSignError(thrown);
    // A program that waits for the ready line learns the name of the failure from the same place.
    console.log(JSON.stringify({ error }));
    console.error(errorLine(error));
    if (error.code === 'CONFIG_INVALID') console.error(`用法 usage: ${command.usage}`);
    process.exitCode = 1;
  }
