/** The process that holds real devices: native code that crashes here takes no session with it. */
import { realSource } from '../real/real-source.ts';
import { monotonicMicros } from './monotonic.ts';
import { runHost } from './run-host.ts';

runHost(realSource(monotonicMicros));
