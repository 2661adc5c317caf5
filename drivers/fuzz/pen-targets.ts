import { fieldValue } from '../hid/field-value.ts';
import { parseReportDescriptor } from '../hid/report-descriptor.ts';
import { decodeHanvonReport } from '../pads/hanvon-esp370u/report-codec.ts';
import { decodeHanwangReport } from '../pads/hanwang/report-codec.ts';
import { hidPenModels } from '../pads/hid-pen/models.ts';
import { findPenFields, penDecoder } from '../pads/hid-pen/pen-fields.ts';
import { decodePd1011Report } from '../pads/pd1011/report-codec.ts';
import { hexBytes } from '../pads/simulated-hid-pad.ts';
import { decodeUgeeParameters, decodeUgeeReport } from '../pads/ugee-v2/report-codec.ts';
import { decodeDtuReport } from '../pads/wacom-dtu/report-codec.ts';
import type { FuzzTarget } from './fuzz.ts';

const descriptors = hidPenModels.map(({ descriptor }) => hexBytes(descriptor));
const decodePen = penDecoder(findPenFields(parseReportDescriptor(descriptors[1] ?? new Uint8Array())));

/** Reads the descriptor, and of a report every field that it places; a pen need not be in it. */
const readByDescriptor = (bytes: Uint8Array) => {
  const { fields, numbered } = parseReportDescriptor(bytes);
  if (fields.length > 4096) throw new RangeError('more fields than any pad has');
  const report = bytes.subarray(0, 64);
  return fields.map((field) => fieldValue(field, report, numbered));
};

const sampled = (name: string, hex: string, decode: FuzzTarget['decode']): FuzzTarget => ({
  ...{ name, samples: [hexBytes(hex)], decode },
});

/** Report descriptors, and the pens on HID. */
export const penTargets: readonly FuzzTarget[] = [
  { name: 'report descriptor', samples: descriptors, decode: readByDescriptor },
  sampled('pen by descriptor', '07210080004000100a05', decodePen),
  sampled('ugee-v2 report', '02a103020504ff1ffb070102', (bytes) => decodeUgeeReport(bytes, 'narrow')),
  sampled('ugee-v2 wide report', '02a103020504ff1ffb0701020001', (bytes) => decodeUgeeReport(bytes, 'wide')),
  sampled('ugee-v2 string 100', '0e0370c638630800ff1fd8130000', decodeUgeeParameters),
  sampled('hanvon report', '02b0001860030004', decodeHanvonReport),
  sampled('hanwang report', '02a112342345ffc00000', decodeHanwangReport),
  sampled('wacom-dtu report', '11910b00c80100', (bytes) => decodeDtuReport(bytes, 'framed')),
  sampled('wacom-dtu plain report', '022134127856ff01', (bytes) => decodeDtuReport(bytes, 'plain')),
  sampled('pd1011 report', '0280a9f06906ff070000', decodePd1011Report),
];
