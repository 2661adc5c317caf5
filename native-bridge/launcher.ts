import { asBedSignError, check, errorLine, type LauncherAnswer, LauncherMessage } from '@bedsign/contract';
import type { Station } from './station.ts';

/** Serves the program that started the station, over the channel that both have; nothing where there is none. */
export const answerLauncher = (
  { launchUrl, padScreen }: Pick<Station, 'launchUrl' | 'padScreen'>,
  log: (line: string) => void,
): void => {
  process.on('message', (received) => {
    try {
      const message = check(LauncherMessage, received);
      if ('tell' in message) return padScreen(message.state);
      const answer: LauncherAnswer = { id: message.id, url: launchUrl('patient') };
      process.send?.(answer);
    } catch (thrown) {
      log(`launcher: ${errorLine(asBedSignError(thrown))}`);
    }
  });
};
