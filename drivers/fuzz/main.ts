/**
 * `npm run fuzz -w drivers -- [--inputs N] [--seed N] [--decoder NAME]…`: damaged inputs for every decoder of this room. Exit
 * code 1 and the input at fault when one answers with anything but a value or a DriverError.
 */
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

// This room may not import Node's modules; the fuzzer is no part of it, and the runtime lends them.
const { parseArgs } = process.getBuiltinModule('node:util');

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    decoder: { type: 'string', multiple: true },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const targets = fuzzTargets.filter(({ name }) => values.decoder?.includes(name) ?? true);
if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed) || targets.length === 0) {
  console.error('usage: npm run fuzz -w drivers -- [--inputs N] [--seed N] [--decoder NAME]…');
  process.exit(2);
}

Error.stackTraceLimit = 0; // most inputs end in a thrown error
console.log(`${inputs} inputs for each of ${targets.length} decoders, seed ${seed}`);
for (const target of targets) {
  const started = performance.now();
  const { taken, refused, slowestMs } = fuzz(target, inputs, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${target.name}: ${refused} refused, ${taken} taken, slowest ${slowestMs.toFixed(0)} ms, ${seconds} s`);
}
