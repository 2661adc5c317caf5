import { DriverError } from '../../driver-error.ts';
import { fieldValue } from '../../hid/field-value.ts';
import type { HidField, ReportDescriptor } from '../../hid/report-descriptor.ts';
import type { PenEvent } from '../pen-stream.ts';

/** HID Usage Tables 1.5: Generic Desktop (4) and Digitizers (16). */
const desktop = 0x01;
export const digitizer = 0x0d;
/** Applications that are a pen: Digitizer and Pen. */
export const penUsages: readonly number[] = [0x01, 0x02];
const usages = {
  tip: [digitizer, 0x42],
  inRange: [digitizer, 0x32],
  barrel: [digitizer, 0x44],
  pressure: [digitizer, 0x30],
  tiltX: [digitizer, 0x3d],
  tiltY: [digitizer, 0x3e],
  scanTime: [digitizer, 0x56],
  x: [desktop, 0x30],
  y: [desktop, 0x31],
} as const;

export type PenFields = { [Name in keyof typeof usages]?: HidField } & {
  reportId: number;
  numbered: boolean;
  x: HidField;
  y: HidField;
  tip: HidField;
};

const isPen = ({ application, type }: HidField): boolean =>
  type === 'input' && application >> 16 === digitizer && penUsages.includes(application & 0xffff);

/** The pen's fields of the first report that holds place and tip; PROTOCOL when there is none. */
export const findPenFields = ({ fields, numbered }: ReportDescriptor): PenFields => {
  const pens = fields.filter(isPen);
  for (const reportId of new Set(pens.map((field) => field.reportId))) {
    const report = pens.filter((field) => field.reportId === reportId && field.variable && !field.relative);
    const find = ([page, usage]: readonly [number, number]) =>
      report.find((field) => field.usagePage === page && field.usage === usage);
    const found = Object.fromEntries(Object.entries(usages).map(([name, usage]) => [name, find(usage)]));
    const { x, y, tip } = found;
    if (x && y && tip && x.logicalMax > x.logicalMin && y.logicalMax > y.logicalMin)
      return { ...found, reportId, numbered, x, y, tip };
  }
  throw new DriverError('PROTOCOL', 'no pen in the report descriptor');
};

/** Tilt in the fields' own counts, which are degrees where the descriptor gives no other physical range. */
const tiltOf = (fields: PenFields, report: Uint8Array): { x: number; y: number } | undefined => {
  const { tiltX, tiltY, numbered } = fields;
  const x = tiltX && fieldValue(tiltX, report, numbered);
  const y = tiltY && fieldValue(tiltY, report, numbered);
  return x === undefined || y === undefined ? undefined : { x, y };
};

/** Reads reports by the descriptor's fields; PROTOCOL when one is short. Other report IDs are not the pen's. */
export const penDecoder = (fields: PenFields): ((report: Uint8Array) => PenEvent[]) => {
  const { reportId, numbered } = fields;
  const value = (field: HidField | undefined, report: Uint8Array) => field && fieldValue(field, report, numbered);
  return (report) => {
    if (numbered && report[0] !== reportId) return [{ kind: 'other' }];
    const tip = value(fields.tip, report);
    const x = value(fields.x, report);
    const y = value(fields.y, report);
    const inRange = fields.inRange ? value(fields.inRange, report) : 1;
    if (tip === undefined || inRange === undefined)
      throw new DriverError('PROTOCOL', `pen report: ${report.length} bytes`);
    if (inRange === 0 && tip === 0) return [{ kind: 'leave' }];
    if (x === undefined || y === undefined) throw new DriverError('PROTOCOL', 'pen report without a place');
    const pressed = value(fields.pressure, report);
    const tilt = tiltOf(fields, report);
    return [
      {
        kind: 'pen',
        x: x - fields.x.logicalMin,
        y: y - fields.y.logicalMin,
        pressure: fields.pressure ? Math.max(0, (pressed ?? 0) - fields.pressure.logicalMin) : tip,
        tip: tip !== 0,
        ...(tilt && { tilt }),
      },
    ];
  };
};
