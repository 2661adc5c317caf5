import { penInCounts } from '../pen-state.ts';
import { hexBytes, type SimulatedHidPad, simulateHidPad } from '../simulated-hid-pad.ts';
import { type HuionV2Model, simulatedPadModel } from './models.ts';
import { encodeHuionReport } from './report-codec.ts';
import { encodeParameters, encodeText, firmwareString, parametersString } from './string-codec.ts';

/** The vendor interface of real pads (H580X): page FF00, report 8 of eleven bytes. */
const descriptor = '0600ff0901a10185087558950109018102c0';

/** The device's own side of a v2 pad: silent on this interface until string 200 has been asked for. */
export const simulatePad = (
  options: { model?: HuionV2Model; firmware?: string; serial?: string } = {},
): SimulatedHidPad => {
  const { model = simulatedPadModel, serial = 'SIMULATED-PAD-1' } = options;
  const { firmware = model.firmwareSample } = options;
  let vendorMode = false;
  const strings: Record<number, () => Uint8Array> = {
    [firmwareString]: () => encodeText(firmware),
    [parametersString]: () => {
      vendorMode = true;
      const linesPerInch = Math.round((model.maxX / model.widthMm) * 25.4);
      return encodeParameters({ ...model, linesPerInch, buttons: 0 });
    },
  };
  return simulateHidPad({
    ...model,
    serial,
    reportDescriptor: hexBytes(descriptor),
    speaks: () => vendorMode,
    reports(state) {
      const pen = { ...penInCounts(state, model), kind: 'pen', barrel: false, barrel2: false } as const;
      return [encodeHuionReport(state.inRange ? pen : { kind: 'leave' })];
    },
    requests: () => ({ indexedString: (index) => strings[index]?.() }),
    powerLoss() {
      vendorMode = false;
    },
  });
};
