import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type HanwangModel, hanwangModels } from './models.ts';
import { encodeHanwangReport } from './report-codec.ts';

/** Synthetic, the real one was never published: page FF00, report 2 of nine bytes. */
const descriptor = '0600ff0901a101' + '150026ff007508' + '850209029509' + '8102c0';

/** The pad's own side: names the tool when it comes near, then sends its place. */
export const simulateHanwang = (options: { model?: HanwangModel; serial?: string } = {}): SimulatedHidPad => {
  const { model = hanwangModels[0] as HanwangModel, serial = 'SIM-HANWANG-1' } = options;
  let near = false;
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptor),
    reports(state) {
      const came = state.inRange && !near;
      near = state.inRange;
      if (!state.inRange) return [encodeHanwangReport('leave')];
      const pen = penInCounts(state, model);
      const report = encodeHanwangReport({ ...pen, pressure: state.tip ? pen.pressure : 0 });
      return came ? [encodeHanwangReport('enter'), report] : [report];
    },
    powerLoss() {
      near = false;
    },
  });
};
