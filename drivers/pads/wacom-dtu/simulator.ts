import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type WacomDtuModel, wacomDtuModels } from './models.ts';
import { encodeDtuReport, penMode } from './report-codec.ts';

/** Synthetic, the real ones were never published: page FF0D, the pen report, feature report 2 of one byte. */
const descriptors = {
  framed: '060dff0901a101' + '150026ff007508' + '851109119506' + '8102' + '850209029501' + 'b102c0',
  plain: '060dff0901a101' + '150026ff007508' + '850209029507' + '8102' + '09029501' + 'b102c0',
} as const;

/** The display's own side: a mouse, whose reports are of no concern here, until it is put into its pen mode. */
export const simulateWacomDtu = (options: { model?: WacomDtuModel; serial?: string } = {}): SimulatedHidPad => {
  const { model = wacomDtuModels[0] as WacomDtuModel, serial = 'SIM-DTU-1' } = options;
  let mode = 1;
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptors[model.layout]),
    speaks: () => mode === penMode[1],
    reports: (state) => [encodeDtuReport(state.inRange ? penInCounts(state, model) : 'leave', model.layout)],
    requests: () => ({
      getFeature: (reportId) => (reportId === penMode[0] ? Uint8Array.of(reportId, mode) : undefined),
      setFeature(report) {
        if (report[0] !== penMode[0] || report.length !== penMode.length) return false;
        mode = report[1] ?? mode;
        return true;
      },
    }),
    powerLoss() {
      mode = 1;
    },
  });
};
