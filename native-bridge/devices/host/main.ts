/** The process that holds real devices: native code that crashes here takes no session with it. */
import { check } from '@bedsign/contract';
import { DeviceSettings } from '../device-settings.ts';
import { createFinders } from '../real/finders.ts';
import { realSource } from '../real/real-source.ts';
import { monotonicMicros } from './monotonic.ts';
import { runHost } from './run-host.ts';

const settings = check(DeviceSettings, JSON.parse(process.argv[2] ?? '{}'), 'CONFIG_INVALID');
runHost(realSource(monotonicMicros, createFinders(settings)));
