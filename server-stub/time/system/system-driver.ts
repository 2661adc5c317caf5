import { type Clock, difference } from '../clock.ts';
import type { SourceDriver } from '../source.ts';
import { SourceError } from '../source-error.ts';
import { type SystemReader, systemReaders } from './readers.ts';
import type { RunCommand } from './run-command.ts';

/** The system clock is read in whole milliseconds. */
const resolutionMs = 1;

type Outside = { clock: Clock; run: RunCommand; platform?: NodeJS.Platform };

/**
 * The operating system's clock, on the word of whatever keeps it. The first service that answers is believed, also when it says
 * that the clock is not synchronised; where none answers there is no time.
 */
export const systemDriver = ({ clock, run, platform = process.platform }: Outside): SourceDriver => {
  const readers = systemReaders.filter((reader) => reader.platform === platform);
  let name = 'system clock';

  const firstAnswer = async (): Promise<{ reader: SystemReader; output: string }> => {
    for (const reader of readers) {
      const [file, ...args] = reader.command;
      try {
        return { reader, output: await run(file, args) };
      } catch {
        // Not installed, or not running: the next one may be.
      }
    }
    const tried = readers.map((reader) => reader.name).join(', ') || platform;
    throw new SourceError('silent', `nothing says whether the system clock is kept (${tried})`);
  };

  return {
    kind: 'system',
    get name() {
      return name;
    },
    async ask() {
      const { reader, output } = await firstAnswer();
      name = `system clock (${reader.name})`;
      const { errorMs, stratum, leap } = reader.read(output);
      return {
        ...{ at: clock.monotonic(), offset: difference(clock), error: errorMs + resolutionMs },
        ...{ stratum, leap, referenceId: Buffer.from('LOCL') },
      };
    },
  };
};
