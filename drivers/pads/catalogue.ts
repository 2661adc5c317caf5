import type { ByteStream } from '../byte-stream.ts';
import type { HidTransport } from '../hid-transport.ts';
import { openEpad } from './epad/device.ts';
import { epadModels } from './epad/models.ts';
import { simulateEpad } from './epad/simulator.ts';
import { openHanvon } from './hanvon-esp370u/device.ts';
import { hanvonModel } from './hanvon-esp370u/models.ts';
import { simulateHanvon } from './hanvon-esp370u/simulator.ts';
import { openHanwang } from './hanwang/device.ts';
import { hanwangModels } from './hanwang/models.ts';
import { simulateHanwang } from './hanwang/simulator.ts';
import { openHidPen } from './hid-pen/device.ts';
import { hidPenModels } from './hid-pen/models.ts';
import { digitizer, penUsages } from './hid-pen/pen-fields.ts';
import { simulateHidPen } from './hid-pen/simulator.ts';
import { openHuionV2 } from './huion-v2/device.ts';
import { huionV2Ids, huionV2Models } from './huion-v2/models.ts';
import { simulatePad } from './huion-v2/simulator.ts';
import type { Pad } from './pad.ts';
import type { PadModel } from './pad-model.ts';
import { openPd1011 } from './pd1011/device.ts';
import { pd1011Models } from './pd1011/models.ts';
import { simulatePd1011 } from './pd1011/simulator.ts';
import type { SimulatedHidPad } from './simulated-hid-pad.ts';
import { openTopaz } from './topaz/device.ts';
import { topazModels } from './topaz/models.ts';
import { simulateTopaz } from './topaz/simulator.ts';
import { openUgeeV2 } from './ugee-v2/device.ts';
import { ugeeV2Ids, ugeeV2Models } from './ugee-v2/models.ts';
import { simulateUgeeV2 } from './ugee-v2/simulator.ts';
import { openWacomDtu } from './wacom-dtu/device.ts';
import { wacomDtuModels } from './wacom-dtu/models.ts';
import { simulateWacomDtu } from './wacom-dtu/simulator.ts';
import { openWacomStu } from './wacom-stu/device.ts';
import { stuModels } from './wacom-stu/models.ts';
import { simulateStu } from './wacom-stu/simulator.ts';
import type { StuCrypto } from './wacom-stu/stu-crypto.ts';

/** What is known of a HID interface before it is opened. */
export type HidListing = {
  vendorId: number;
  productId: number;
  /** Usage page and usage of each top-level collection. */
  usages: readonly { page: number; usage: number }[];
};

/** Where what we know of a protocol comes from; a real pad has confirmed none yet. */
export type Proof = 'official protocol' | 'public source' | 'emulated only';

type Family = {
  id: string;
  /** For people. */
  name: string;
  proof: Proof;
  /** What one should know before relying on it. */
  notes: string;
};

export type SimulatedWriter = Pick<SimulatedHidPad, 'pen' | 'sendRaw' | 'plug' | 'unplug'>;

export type HidPadFamily = Family & {
  transport: 'hid';
  /** Whether this interface speaks the family's protocol. Families are asked in the catalogue's order. */
  matches(listing: HidListing): boolean;
  /** PROTOCOL when it is no such pad; the transport is closed on any failure. */
  open(transport: HidTransport, nowMicros: () => number, options?: { crypto?: StuCrypto }): Promise<Pad>;
  models: readonly {
    model: PadModel;
    vendorId: number;
    productId: number;
    simulate(serial?: string): SimulatedWriter & Pick<SimulatedHidPad, 'device' | 'connect'>;
  }[];
};

/** A serial line says nothing of who is at its end: an administrator names port and model. */
export type SerialPadFamily = Family & {
  transport: 'serial';
  models: readonly {
    model: PadModel;
    line: { baudRate: number; dataBits: 7 | 8; parity: 'none' | 'odd' | 'even'; stopBits: 1 | 2 };
    open(stream: ByteStream, nowMicros: () => number): Promise<Pad>;
    simulate(): SimulatedWriter & { connect(): Promise<ByteStream> };
  }[];
};

export type PadFamily = HidPadFamily | SerialPadFamily;

const hasPage = ({ usages }: HidListing, page: number): boolean => usages.some((usage) => usage.page === page);
const isOneOf =
  (models: readonly { vendorId: number; productId: number }[]) =>
  ({ vendorId, productId }: HidListing): boolean =>
    models.some((model) => model.vendorId === vendorId && model.productId === productId);

/** A family's table as rows of the catalogue; each can be simulated. */
const hidModels = <M extends PadModel & { vendorId: number; productId: number }>(
  models: readonly M[],
  simulate: (options: { model: M; serial?: string }) => ReturnType<HidPadFamily['models'][number]['simulate']>,
): HidPadFamily['models'] =>
  models.map((model) => ({
    ...{ model, vendorId: model.vendorId, productId: model.productId },
    simulate: (serial) => simulate({ model, ...(serial && { serial }) }),
  }));

/** 2540 lines to the inch. */
const stuRow = (model: (typeof stuModels)[number]): PadModel => ({
  ...model,
  widthMm: model.maxX / 100,
  heightMm: model.maxY / 100,
});

/** Every pad that the product can read, family by family. */
export const padCatalogue: readonly PadFamily[] = [
  {
    ...{ id: 'huion-v2', name: 'Huion, Gaomon, UC-Logic (v2 vendor mode)', transport: 'hid', proof: 'public source' },
    notes: 'Models share IDs and are told apart by firmware text; unknown firmware is opened by what string 200 says.',
    matches: (listing) =>
      (huionV2Ids[listing.vendorId]?.includes(listing.productId) ?? false) && hasPage(listing, 0xff00),
    open: openHuionV2,
    models: hidModels(huionV2Models, simulatePad),
  },
  {
    ...{ id: 'ugee-v2', name: 'UGEE, XP-Pen (v2 vendor mode)', transport: 'hid', proof: 'public source' },
    notes: 'Switched by an output report; pads that are in no table are opened by what string 100 says.',
    matches(listing) {
      const ids = ugeeV2Ids[listing.vendorId];
      return (ids === 'any' || (ids?.includes(listing.productId) ?? false)) && hasPage(listing, 0xff0a);
    },
    open: openUgeeV2,
    models: hidModels(ugeeV2Models, simulateUgeeV2),
  },
  {
    ...{ id: 'hanvon-esp370u', name: 'Hanvon ESP370U', transport: 'hid', proof: 'public source' },
    notes: 'Draws its own ink; one independent source. Its size is reckoned, not measured.',
    matches: isOneOf([hanvonModel]),
    open: openHanvon,
    models: [
      {
        ...{ model: hanvonModel, vendorId: hanvonModel.vendorId, productId: hanvonModel.productId },
        simulate: (serial) => simulateHanvon(serial ? { serial } : {}),
      },
    ],
  },
  {
    ...{ id: 'hanwang', name: 'Hanwang Art Master III', transport: 'hid', proof: 'public source' },
    notes: 'On Linux its kernel driver takes the USB interface: there is no hidraw node until that is unbound.',
    matches: isOneOf(hanwangModels),
    open: openHanwang,
    models: hidModels(hanwangModels, simulateHanwang),
  },
  {
    ...{ id: 'wacom-dtu', name: 'Wacom DTU, DTH', transport: 'hid', proof: 'public source' },
    notes: 'No tip switch in the framed layout: pressure above 10 is contact. Pen only, no touch.',
    matches: isOneOf(wacomDtuModels),
    open: openWacomDtu,
    models: hidModels(wacomDtuModels, simulateWacomDtu),
  },
  {
    ...{ id: 'pd1011', name: 'ViewSonic, signotec PD1011', transport: 'hid', proof: 'public source' },
    notes: 'Pressure rests at 5.',
    matches: isOneOf(pd1011Models),
    open: openPd1011,
    models: hidModels(pd1011Models, simulatePd1011),
  },
  {
    ...{ id: 'wacom-stu', name: 'Wacom STU', transport: 'hid', proof: 'official protocol' },
    notes: 'Own screen and ink, device time; the 541 is not among them: its protocol is not public.',
    matches: isOneOf(stuModels),
    open: (transport, nowMicros, options) => openWacomStu(transport, { nowMicros, ...options }),
    models: stuModels.map((model) => ({
      ...{ model: stuRow(model), vendorId: model.vendorId, productId: model.productId },
      simulate: (serial) => simulateStu({ model, ...(serial && { serial }) }),
    })),
  },
  {
    ...{ id: 'epad', name: 'ePadLink ePad', transport: 'hid', proof: 'public source' },
    notes: 'No hover. The system must open it once: a second handle fails.',
    matches: isOneOf(epadModels),
    open: openEpad,
    models: hidModels(epadModels, simulateEpad),
  },
  {
    ...{ id: 'topaz', name: 'Topaz SignatureGem', transport: 'serial', proof: 'public source' },
    notes: 'No pressure. Port and model are named by the administrator.',
    models: topazModels.map((model) => ({
      ...{ model, line: model.serial },
      open: (stream, nowMicros) => openTopaz(stream, model, nowMicros),
      simulate: () => simulateTopaz(model),
    })),
  },
  {
    // Last: whatever else says of itself that it is a pen.
    ...{ id: 'hid-pen', name: 'Any HID pen digitizer', transport: 'hid', proof: 'official protocol' },
    notes: 'Read by its report descriptor, so Linux only. Windows keeps pens to itself.',
    matches: ({ usages }) => usages.some(({ page, usage }) => page === digitizer && penUsages.includes(usage)),
    open: openHidPen,
    models: hidModels(hidPenModels, simulateHidPen),
  },
];

/** The family that opens this interface, or undefined when it is no pad of ours. */
export const matchPadFamily = (listing: HidListing): HidPadFamily | undefined =>
  padCatalogue.find((family): family is HidPadFamily => family.transport === 'hid' && family.matches(listing));
