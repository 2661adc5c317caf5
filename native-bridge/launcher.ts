import { asBedSignError, check, errorLine, LauncherMessage, type StationMessage } from '@bedsign/contract';
import type { Station } from './station.ts';

/** Says something to the program that started the station; into the wind where there is none. */
export const toLauncher = (message: StationMessage): void => void process.send?.(message);

/** Serves the program that started the station, over the channel that both have; nothing where there is none. */
export const answerLauncher = (
  { launchUrl, padScreen }: Pick<Station, 'launchUrl' | 'padScreen'>,
  log: (line: string) => void,
): void => {
  process.on('message', (received) => {
    try {
      const message = check(LauncherMessage, received);
      if ('tell' in message) return padScreen(message.padScreen);
      toLauncher({ answer: message.id, url: launchUrl('patient') });
    } catch (thrown) {
      log(`launcher: ${errorLine(asBedSignError(thrown))}`);
    }
  });
};
