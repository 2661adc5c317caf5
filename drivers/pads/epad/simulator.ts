import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type EpadModel, epadModels } from './models.ts';
import { encodeEpadReport } from './report-codec.ts';

/** The report descriptor of a real pad, 124 bytes. */
const descriptor =
  '0600ff09ffa101150025010509090175019501810209028102050d0939a1020600ff1901290315012503950175038100c0050d0933150025' +
  '01750195018102093581027501810105010930350046002326500b651355fd751081020931460014265a058102050d0930457f257f650055' +
  '0075078112750125018101c0';

/** The pad's own side: it sends reports, and takes nothing; in the air it sees no pen. */
export const simulateEpad = (options: { model?: EpadModel; serial?: string } = {}): SimulatedHidPad => {
  const { model = epadModels[0], serial = 'SIM-EPAD-1' } = options;
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptor),
    reports: (state) => [encodeEpadReport({ ...penInCounts(state, model), tip: state.tip && state.inRange })],
  });
};
