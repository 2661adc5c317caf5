import { reportLength, setFieldValue } from '../../hid/field-value.ts';
import { type HidField, parseReportDescriptor } from '../../hid/report-descriptor.ts';
import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type HidPenModel, hidPenModels } from './models.ts';
import { findPenFields } from './pen-fields.ts';

/** A pad that writes its reports as its descriptor says, whichever that is. */
export const simulateHidPen = (options: { model?: HidPenModel; serial?: string } = {}): SimulatedHidPad => {
  const { model = hidPenModels[0] as HidPenModel, serial = 'SIM-PEN-1' } = options;
  const reportDescriptor = hexBytes(model.descriptor);
  const descriptor = parseReportDescriptor(reportDescriptor);
  const fields = findPenFields(descriptor);
  const length = reportLength(descriptor, 'input', fields.reportId);
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor,
    reports(state) {
      const report = new Uint8Array(length);
      if (fields.numbered) report[0] = fields.reportId;
      if (!state.inRange) return [report];
      const set = (field: HidField | undefined, value: number) =>
        field && setFieldValue(field, report, fields.numbered, value);
      const pen = penInCounts(state, model);
      set(fields.tip, pen.tip ? 1 : 0);
      set(fields.inRange, 1);
      set(fields.x, pen.x + fields.x.logicalMin);
      set(fields.y, pen.y + fields.y.logicalMin);
      set(fields.pressure, pen.pressure + (fields.pressure?.logicalMin ?? 0));
      set(fields.tiltX, pen.tiltX);
      set(fields.tiltY, pen.tiltY);
      return [report];
    },
  });
};
