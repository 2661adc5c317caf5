import { readdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { HidPadFamily } from '@bedsign/drivers';
import { type EmulatedPad, familyOf, hidFamilies, simulatePad, withPad } from './bench-pad.ts';
import { hidFunction } from './hid-function.ts';
import { eventually, stationSource, whilePlugged } from './plugged.ts';
import type { Scenario } from './scenario.ts';
import { plugIn } from './usbip.ts';
import { type Comparison, compare, writeSignature } from './written.ts';

const huion = familyOf('huion-v2');
const stu = familyOf('wacom-stu');

const outcome = ({ sent, received, equal, detail }: Comparison, more = '', ok = true) => ({
  ...{ sent, received, ok: ok && equal },
  detail: [more, detail].filter((text) => text !== '').join('; '),
});
const sum = (results: Comparison[]): Comparison => ({
  sent: results.reduce((total, { sent }) => total + sent, 0),
  received: results.reduce((total, { received }) => total + received, 0),
  equal: results.every(({ equal }) => equal),
  detail: results.map(({ detail }) => detail).join(''),
});

/**
 * The kernel's HID core leaves these makers' IDs alone (hid-quirks.c, hid_ignore: vendor 0b57, products 5000 to 8fff): no
 * hidraw node, so no signature. The row holds the kernel to it.
 */
const ignoredByKernel = ['hanvon-esp370u', 'hanwang'];
const ignored: Scenario[] = ignoredByKernel.map((id) => ({
  device: id,
  scenario: 'left alone by the kernel, cannot be read',
  run: () =>
    whilePlugged(
      () => simulatePad(familyOf(id), 'BENCH-1').plug(0),
      async () => {
        const bound = () => readdirSync('/sys/bus/usb/drivers/usbhid').some((name) => name.includes(':'));
        for (let waited = 0; !readdirSync('/sys/bus/usb/devices').includes('1-1:1.0') && waited < 400; waited++)
          await wait(50);
        await wait(2000);
        const nodes = readdirSync('/sys/class/hidraw').length;
        const [sent, received] = [0, 0];
        return { sent, received, ok: !bound() && nodes === 0, detail: `${nodes} hidraw nodes` };
      },
    ),
}));

const signature = (family: HidPadFamily, model?: string) =>
  withPad(
    family,
    async ({ simulated, usb, expected }) => {
      const result = await compare(usb, expected, (room) => writeSignature(simulated, room));
      return outcome(result, usb.model, usb.counters.malformed === 0);
    },
    model,
  );

/** One device row for each other family of the catalogue. */
const readable = hidFamilies.filter(({ id }) => !ignoredByKernel.includes(id));
const signatures: Scenario[] = readable.map((family) => ({
  device: family.id,
  scenario: 'signature',
  run: () => signature(family),
}));
const colour: Scenario = { device: stu.id, scenario: 'signature, colour model', run: () => signature(stu, 'STU-530') };

const unplugged: Scenario = {
  device: huion.id,
  scenario: 'unplugged mid-stroke, replugged',
  run: () =>
    withPad(huion, async ({ simulated, plug, direct, source, usb, pull }) => {
      let lost = 0;
      usb.onLost(() => lost++);
      const writing = writeSignature(simulated, async () => undefined);
      await wait(500);
      pull();
      await writing;
      for (let waited = 0; lost === 0 && waited < 200; waited++) await wait(50);
      await usb.close();
      return whilePlugged(
        () => plug(0),
        async () => {
          const back = await source.pad();
          const result = await compare(back, await direct(), (room) => writeSignature(simulated, room));
          await back.close();
          return outcome(result, `told ${lost} time that it is lost`, lost === 1);
        },
      );
    }),
};

const flood: Scenario = {
  device: huion.id,
  scenario: 'flood, 500 reports a second',
  run: () =>
    withPad(huion, async ({ simulated, usb, expected }) =>
      outcome(await compare(usb, expected, (room) => writeSignature(simulated, room, { rate: 500, count: 2306 }))),
    ),
};

const shortReports = [Uint8Array.of(8), Uint8Array.of(8, 0x81, 1), Uint8Array.of(8, 0xff, ...new Uint8Array(10))];
/** Younger kernels refuse short reports themselves ("Event data for report 8 was too short"); what they let through, we count. */
const malformed: Scenario = {
  device: huion.id,
  scenario: 'malformed and short reports among good ones',
  run: () =>
    withPad(huion, async ({ simulated, usb, expected }) => {
      const result = await compare(usb, expected, async (room) => {
        const writing = writeSignature(simulated, room);
        for (const report of shortReports) {
          await wait(100);
          simulated.sendRaw(report);
        }
        await writing;
      });
      const [told, meant] = [usb, expected].map(({ counters }) => counters.malformed + counters.ignored);
      const ok = told !== undefined && told > 0 && told <= (meant ?? 0);
      return outcome(result, `${told} of ${meant} bad ones came and were counted`, ok);
    }),
};

/** Writes on one of several open pads, and on no other. */
const writeOnOne = async (pad: EmulatedPad, opened: Awaited<ReturnType<EmulatedPad['direct']>>[]) => {
  const direct = await pad.direct();
  const usb = opened.find(({ serial }) => serial === direct.serial);
  if (!usb) throw new Error(`pad ${direct.serial} was not opened`);
  let strayed = 0;
  const stops = opened.filter((other) => other !== usb).map((other) => other.onSample(() => strayed++));
  const result = await compare(usb, direct, (room) => writeSignature(pad.simulated, room));
  for (const stop of stops) stop();
  return { ...result, equal: result.equal && strayed === 0 };
};

const twins: Scenario = {
  device: huion.id,
  scenario: 'two equal pads stay two',
  async run() {
    const pads = ['A', 'B'].map((serial) => simulatePad(huion, serial));
    const plug = async () => {
      const pulls = await Promise.all(pads.map((pad, port) => pad.plug(port)));
      return () => {
        for (const pull of pulls) pull();
      };
    };
    return whilePlugged(plug, async () => {
      const source = stationSource();
      const opened = [await source.pad(), await source.pad()];
      const results: Comparison[] = [];
      for (const pad of pads) results.push(await writeOnOne(pad, opened));
      for (const pad of opened) await pad.close();
      return outcome(sum(results));
    });
  },
};

const silent: Scenario = {
  device: stu.id,
  scenario: 'feature reports not answered, then answered',
  async run() {
    const { simulated, direct } = simulatePad(stu, 'BENCH-1');
    const faults = { featuresSilent: true };
    return whilePlugged(
      () => plugIn(hidFunction(simulated.device, faults), 0),
      async () => {
        const source = stationSource();
        const code = await source.pad().then(
          () => 'opened',
          (thrown) => thrown.code ?? String(thrown),
        );
        faults.featuresSilent = false;
        const usb = await eventually(source.pad);
        const result = await compare(usb, await direct(), (room) => writeSignature(simulated, room));
        await usb.close();
        return outcome(result, `first ${code}`, code === 'TIMEOUT');
      },
    );
  },
};

export const padScenarios: Scenario[] = [...signatures, ...ignored, unplugged, flood, malformed, twins, silent, colour];
