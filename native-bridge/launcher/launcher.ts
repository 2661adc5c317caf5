import { asBedSignError, check, errorLine, LauncherMessage, type StationMessage } from '@bedsign/contract';
import type { Station } from '../station.ts';

/** Says something to the program that started the station; into the wind where there is none. */
export const toLauncher = (message: StationMessage): void => void process.send?.(message);

type Served = Pick<Station, 'launchUrl' | 'padScreen' | 'mishaps' | 'openLink'>;

const hear = (station: Served, message: LauncherMessage): void => {
  if ('ask' in message) toLauncher({ answer: message.id, url: station.launchUrl(message.role) });
  else if (message.tell === 'padScreen') station.padScreen(message.padScreen);
  else if (message.tell === 'mishaps') station.mishaps(message.mishaps);
  else station.openLink(message.link);
};

/** Serves the program that started the station, over the channel that both have; nothing where there is none. */
export const answerLauncher = (station: Served, log: (line: string) => void): void => {
  process.on('message', (received) => {
    try {
      hear(station, check(LauncherMessage, received));
    } catch (thrown) {
      log(`launcher: ${errorLine(asBedSignError(thrown))}`);
    }
  });
};
