import { reportLength, reportsOf, type StuGeneration, stuReports } from './reports.ts';

const item = (prefix: number, value: number): number[] =>
  value < 0x100 ? [prefix | 1, value] : [prefix | 2, value & 0xff, value >> 8];

/** HID 1.11 §6.2.2.4 and §6.2.2.7: prefixes without their size bits. */
const reportId = 0x84;
const reportCount = 0x94;
const usage = 0x08;
const input = 0x80;
const feature = 0xb0;
const dataVariableAbsolute = 0x02;

/**
 * A report descriptor with every report of the model, in its length. The real bytes were never published, so this is a
 * synthetic one: a single collection on a vendor page, as the pads have, which no system takes for a pen.
 */
export const stuReportDescriptor = (generation: StuGeneration): Uint8Array => {
  const field = (main: number, id: number, length: number) => [
    ...item(reportId, id),
    ...item(usage, id),
    ...item(reportCount, length),
    ...item(main, dataVariableAbsolute),
  ];
  const fields = reportsOf(generation).flatMap((name) => {
    const { id, mode } = stuReports[name];
    const length = reportLength(name, generation);
    const asInput = mode.startsWith('in') ? field(input, id, length) : [];
    const asFeature = mode === 'in' ? [] : field(feature, id, length);
    return [...asInput, ...asFeature];
  });
  // Usage page FF0D, usage 1, application collection; bytes 0…255.
  const head = [0x06, 0x0d, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08];
  return Uint8Array.of(...head, ...fields, 0xc0);
};
