/** The station as a process: one JSON line on stdout when it is ready, its log on stderr, SIGTERM ends it. */
import { asBedSignError, errorLine } from '@bedsign/contract';
import { parseOptions, usage } from './options.ts';
import { createStation } from './station.ts';

const log = (line: string): void => console.error(`station: ${line}`);

try {
  const station = await createStation({ ...parseOptions(process.argv.slice(2)), log });
  const { url, simulated, launchUrl } = station;
  console.log(
    JSON.stringify({ ready: true, url, nurse: launchUrl('nurse'), patient: launchUrl('patient'), simulated }),
  );
  const end = () => void station.close().then(() => process.exit(0));
  // `disconnect`: whoever started us with a channel has died.
  for (const reason of ['SIGTERM', 'SIGINT', 'disconnect']) process.once(reason, end);
} catch (thrown) {
  const error = asBedSignError(thrown);
  log(errorLine(error));
  if (error.code === 'CONFIG_INVALID') log(usage);
  process.exit(1);
}
