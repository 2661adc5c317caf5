/** `npm run bench -- NAME [--json FILE]`: runs one benchmark, prints its figures and keeps them as JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { benchDrivers } from './drivers/drivers.ts';
import { benchGm } from './gm/gm.ts';
import { benchTiming } from './gm-timing/gm-timing.ts';
import { printComparisons } from './kit/comparison.ts';
import { machine } from './kit/machine.ts';
import type { Figure } from './kit/statistics.ts';
import { benchMainJob } from './main-job/main-job.ts';
import { benchTsa } from './tsa/tsa.ts';

function printFigures(rows: readonly Figure[]): void {
  console.table(Object.fromEntries(rows.map((row) => [row.name, { value: row.value, unit: row.unit }])));
}

/** A benchmark whose rows are printed as they deserve. */
const printing =
  <T>(bench: () => Promise<T[]>, print: (rows: readonly T[]) => void) =>
  async (): Promise<T[]> => {
    const rows = await bench();
    print(rows);
    return rows;
  };

/** Each benchmark by name. */
const benchmarks: Record<string, () => Promise<unknown[]>> = {
  'main-job': printing(benchMainJob, printFigures),
  gm: printing(benchGm, printComparisons),
  drivers: printing(benchDrivers, printComparisons),
  tsa: printing(benchTsa, printComparisons),
  'gm-timing': printing(benchTiming, (rows) => console.table(rows)),
};

const usage = `npm run bench -- ${Object.keys(benchmarks).join(' | ')} [--json FILE]`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [name = ''] = positionals;
const bench = benchmarks[name];
if (!bench || positionals.length !== 1) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const where = machine();
  console.log(Object.values(where).join(' · '));
  const rows = await bench();
  const file = resolve(values.json ?? `out/bench/${name}.json`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `${JSON.stringify({ benchmark: name, at: new Date().toISOString(), machine: where, rows }, null, 2)}\n`,
  );
  console.log(file);
}
