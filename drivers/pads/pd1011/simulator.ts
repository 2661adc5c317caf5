import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type Pd1011Model, pd1011Models } from './models.ts';
import { encodePd1011Report, penMode } from './report-codec.ts';

/** Synthetic: page FF00, input report 2 of nine bytes, feature report 2 of four. */
const descriptor = '0600ff0901a101' + '150026ff007508' + '850209029509' + '8102' + '09029504' + 'b102c0';

/** The display's own side: silent until it is put into its pen mode. */
export const simulatePd1011 = (options: { model?: Pd1011Model; serial?: string } = {}): SimulatedHidPad => {
  const { model = pd1011Models[0] as Pd1011Model, serial = 'SIM-PD1011-1' } = options;
  let switched = false;
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptor),
    speaks: () => switched,
    reports: (state) => [encodePd1011Report(state.inRange ? penInCounts(state, model) : 'leave')],
    requests: () => ({
      setFeature(report) {
        if (report.length !== penMode.length || report.some((byte, i) => byte !== penMode[i])) return false;
        switched = true;
        return true;
      },
    }),
    powerLoss() {
      switched = false;
    },
  });
};
