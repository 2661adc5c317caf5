import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { hanvonModel } from './models.ts';
import { decodeHanvonCommand, encodeHanvonAnswer, encodeHanvonReport } from './report-codec.ts';

/** Synthetic, the real one was never published: page FF00, input report 2 of seven bytes, feature report 5 of two. */
const descriptor = '0600ff0901a10115' + '0026ff0075088502' + '0902950781028505' + '09059502b102c0';

/** The pad's own side: silent until it is opened; acknowledges what it is told. */
export const simulateHanvon = (options: { serial?: string } = {}): SimulatedHidPad => {
  const { serial = 'SIM-ESP370U-1' } = options;
  let open = false;
  let down = false;
  return simulateHidPad({
    ...hanvonModel,
    serial,
    reportDescriptor: hexBytes(descriptor),
    reports(state) {
      if (!open) return [];
      const tip = state.tip && state.inRange;
      if (!state.inRange && !down) return [];
      const kind = tip ? (down ? 'move' : 'down') : down ? 'up' : 'move';
      down = tip;
      const pen = penInCounts(state, hanvonModel);
      return [encodeHanvonReport({ ...pen, kind, pressure: tip ? pen.pressure : 0 })];
    },
    requests: (send) => ({
      setFeature(report) {
        const command = decodeHanvonCommand(report);
        if (!command) return false;
        if (command === 'open' || command === 'close') open = command === 'open';
        send(encodeHanvonAnswer(command));
        return true;
      },
    }),
    powerLoss() {
      open = false;
      down = false;
    },
  });
};
