/** The station as a process: one JSON line on stdout when it is ready, its log on stderr, SIGTERM ends it. */
import { asBedSignError, errorLine } from '@bedsign/contract';
import { answerLauncher, toLauncher } from './launcher/launcher.ts';
import { parseOptions, usage } from './options.ts';
import { createStation } from './station.ts';

/** Asked to end, perhaps while still starting: by a signal, or because whoever started us with a channel has died. */
const asked = new Promise<void>((resolve) => {
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(reason, () => resolve());
});
const log = (line: string): void => console.error(`station: ${line}`);

try {
  const station = await createStation({ ...parseOptions(process.argv.slice(2)), toShell: toLauncher, log });
  const { url, simulated, launchUrl } = station;
  console.log(
    JSON.stringify({ ready: true, url, nurse: launchUrl('nurse'), patient: launchUrl('patient'), simulated }),
  );
  answerLauncher(station, log);
  await asked;
  await station.close();
  process.exit(0);
} catch (thrown) {
  const error = asBedSignError(thrown);
  log(errorLine(error));
  // Whoever started us hears the name, too.
  console.log(JSON.stringify({ error }));
  if (error.code === 'CONFIG_INVALID') log(usage);
  process.exit(1);
}
