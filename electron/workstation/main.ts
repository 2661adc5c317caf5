/** `bedsign`, the program of an installed workstation: starts the station and its windows, or answers IT's questions. */
import { asBedSignError, errorLine } from '@bedsign/contract';
import { placesOf } from '../settings/places.ts';
import { diagnostics } from './diagnostics.ts';
import { parseCommand, usage } from './parse-command.ts';
import { settings } from './settings.ts';
import { start } from './start.ts';
import { update } from './updater.ts';

const commands = { start, settings, diagnostics, update };

try {
  const command = parseCommand(process.argv.slice(2));
  if (command === 'help') console.log(usage);
  else await commands[command.name](command, placesOf());
} catch (thrown) {
  const error = asBedSignError(thrown);
  console.error(errorLine(error));
  if (error.code === 'CONFIG_INVALID') console.error(usage);
  process.exitCode = 1;
}
