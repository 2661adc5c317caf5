/**
 * `npm run fuzz -w gm -- [--inputs N] [--seed N] [--parser NAME]`: damaged inputs for every parser of this room. Exit code 1 and
 * the input at fault when a parser answers with anything but a value or a GmError.
 */
import { fuzz } from './fuzz.ts';
import { fuzzTargets } from './targets.ts';

// This room may not import Node's modules; the fuzzer is no part of it, and the runtime lends them.
const { parseArgs } = process.getBuiltinModule('node:util');

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
    parser: { type: 'string', multiple: true },
  },
});
const inputs = Number(values.inputs);
const seed = Number(values.seed);
const targets = (await fuzzTargets()).filter(({ name }) => values.parser?.includes(name) ?? true);
if (!Number.isInteger(inputs) || inputs < 1 || !Number.isInteger(seed) || targets.length === 0) {
  console.error('usage: npm run fuzz -w gm -- [--inputs N] [--seed N] [--parser NAME]…');
  process.exit(2);
}

Error.stackTraceLimit = 0; // most inputs end in a thrown error
console.log(`${inputs} inputs for each of ${targets.length} parsers, seed ${seed}`);
for (const target of targets) {
  const started = performance.now();
  const { accepted, refused, slowestMs } = await fuzz(target, inputs, seed);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${target.name}: ${refused} refused, ${accepted} taken, slowest ${slowestMs.toFixed(0)} ms, ${seconds} s`,
  );
}
