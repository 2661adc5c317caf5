import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type UgeeV2Model, ugeeV2Models } from './models.ts';
import { encodeUgeeReport } from './report-codec.ts';

/** The vendor interface of real pads (Artist 13.3 Pro, Artist 24 Pro): page FF0A, report 2, 12 or 14 bytes in, 12 out. */
const descriptors = {
  narrow: '060aff0901a101850209027508950b150026ff00810209037508950b150026ff009102c0',
  wide: '060aff0901a101850209027508950d150026ff00810209037508950b150026ff009102c0',
} as const;

/** The pad's own side: silent on this interface until it is switched to vendor mode. */
export const simulateUgeeV2 = (
  options: { model?: UgeeV2Model; serial?: string; parameters?: Uint8Array } = {},
): SimulatedHidPad => {
  const { model = ugeeV2Models[0] as UgeeV2Model, serial = 'SIM-UGEE-1', parameters } = options;
  let vendorMode = false;
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptors[model.generation]),
    speaks: () => vendorMode,
    reports: (state) => [encodeUgeeReport(state.inRange ? penInCounts(state, model) : 'leave', model.generation)],
    requests: () => ({
      write(report) {
        if (report.length !== 12) return false;
        if (report[0] === 0x02 && report[1] === 0xb0 && report[2] === 0x04) vendorMode = true;
        return true;
      },
      indexedString: (index) => (index === 100 && vendorMode ? parameters : undefined),
    }),
    powerLoss() {
      vendorMode = false;
    },
  });
};
