import { type HidPadFamily, padCatalogue, sampleSignature } from '@bedsign/drivers';
import { type Comparison, compare, repeat } from '../kit/comparison.ts';

/** Reports of one signature, written on the family's first model, and the open pad that has read them. */
const written = async (family: HidPadFamily) => {
  const row = family.models[0];
  if (!row) throw new Error(`${family.id} has no model`);
  const simulated = row.simulate();
  let now = 0;
  const pad = await family.open(await simulated.connect(), () => now);
  let samples = 0;
  pad.onSample(() => samples++);
  const reports: Uint8Array[] = [];
  const stop = simulated.device.onInput((report) => reports.push(report));
  const signature = sampleSignature('张伟');
  for (const { dtMicros, ...state } of signature) {
    now += dtMicros;
    simulated.pen(state);
  }
  stop();
  let next = 0;
  /** One more report through the driver: bytes in, samples out. */
  const step = () => {
    now += 3759;
    simulated.sendRaw(reports[next++ % reports.length] as Uint8Array);
  };
  return { pad, step, samples: () => samples };
};

/** Reports a second through each family's driver, from the transport to the sample; the yardstick is the first family. */
export async function benchDrivers(): Promise<Comparison[]> {
  const families = padCatalogue.filter((family): family is HidPadFamily => family.transport === 'hid');
  const [yardstick, ...others] = families;
  if (!yardstick) return [];
  const first = await written(yardstick);
  const rows: Comparison[] = [];
  for (const family of others) {
    const { pad, step, samples } = await written(family);
    const contest = {
      ...{ name: family.id, unit: 'reports/s', ours: repeat(step) },
      peers: { [yardstick.id]: repeat(first.step) },
    };
    rows.push(...(await compare(contest)));
    if (samples() === 0 || pad.counters.malformed > 0) throw new Error(`${family.id} read no samples`);
    await pad.close();
  }
  await first.pad.close();
  return rows;
}
