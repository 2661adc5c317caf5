import type { TimeSource } from '@bedsign/contract';
import type { Clock } from './clock.ts';
import { nmeaDriver, type OpenPort } from './nmea/nmea-driver.ts';
import { askServer } from './ntp/ask-server.ts';
import type { Exchange } from './ntp/exchange.ts';
import type { SourceDriver } from './source.ts';
import type { RunCommand } from './system/run-command.ts';
import { systemDriver } from './system/system-driver.ts';

const ntpPort = 123;

/** What drivers need of the outside world. */
export type Outside = { clock: Clock; exchange: Exchange; run: RunCommand; openPort: OpenPort };

/** The driver of a configured source. */
export const driverOf = (source: Exclude<TimeSource, { kind: 'demo-clock' }>, outside: Outside): SourceDriver => {
  switch (source.kind) {
    case 'ntp': {
      const server = { host: source.host, port: source.port ?? ntpPort };
      const name = `${server.host}:${server.port}`;
      return { kind: 'ntp', name, ask: () => askServer(server, outside.exchange) };
    }
    case 'nmea':
      return nmeaDriver(source, outside);
    case 'system':
      return systemDriver(outside);
  }
};
