import { BedSignError, check, defaultTsaSettings, type TimeSettings, TimeSource } from '@bedsign/contract';

const invalid = (text: string) => new BedSignError('CONFIG_INVALID', `--time-source ${text}`);
const defaultBaudRate = 9600;

/** `host`, `host:port`, `[IPv6]` or `[IPv6]:port`. */
const ntp = (text: string): unknown => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/.exec(text) ?? [];
  return { kind: 'ntp', host: bracketed ?? plain, ...(port === undefined ? {} : { port: Number(port) }) };
};

/** `path` or `path@baud`. */
const nmea = (text: string): unknown => {
  const [, path, baud] = /^(.+?)(?:@(\d+))?$/.exec(text) ?? [];
  return { kind: 'nmea', path, baudRate: Number(baud ?? defaultBaudRate) };
};

const kinds: Record<string, (text: string) => unknown> = { ntp, nmea, system: () => ({ kind: 'system' }) };

/**
 * Reads `ntp:host[:port],…`, `nmea:/dev/…[@baud]`, `system`, in any mixture; without a kind, that of the one before is meant. Most of the sources
 * must agree. CONFIG_INVALID names what is none.
 */
export const parseTimeSources = (text: string): TimeSettings => {
  let kind = '';
  const sources = text.split(',').map((item) => {
    const [, named, rest = item, system] = /^(?:(ntp|nmea):(.+)|(system))$/.exec(item.trim()) ?? [];
    kind = named ?? system ?? kind;
    const read = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!read) throw invalid(item);
    try {
      return check(TimeSource, read(rest.trim()));
    } catch (cause) {
      throw new BedSignError('CONFIG_INVALID', `--time-source ${item}`, { cause });
    }
  });
  const { limits, sntpServer } = defaultTsaSettings('production').time;
  return { sources, limits: { ...limits, minimumAgreeing: Math.floor(sources.length / 2) + 1 }, sntpServer };
};
