import { decodeCcid, encodeCcid } from '../ccid/ccid-codec.ts';
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse } from '../chips/gmt0017/apdu-codec.ts';
import { decodeDeviceInfo, encodeDeviceInfo } from '../chips/gmt0017/device-info.ts';
import { decodeBlob, encodeBlob, signatureFromDer, signatureToDer } from '../chips/gmt0017/ecc-codec.ts';
import { decodeMessage, encodeMessage } from '../chips/gmt0017/mass-storage.ts';
import { fromInkml } from '../ink/export/inkml-reader.ts';
import { toInkml } from '../ink/export/inkml-writer.ts';
import { decodeSdi } from '../ink/export/sdi-codec.ts';
import { toSignatureRecord } from '../ink/export/signature-record.ts';
import {
  decodeCommandWrapper,
  decodeStatusWrapper,
  encodeCommandWrapper,
  encodeStatusWrapper,
} from '../mass-storage/bulk-only-codec.ts';
import { decodeInquiry, encodeInquiry } from '../mass-storage/standard-commands.ts';
import { decodeEpadReport, encodeEpadReport } from '../pads/epad/report-codec.ts';
import { decodeHuionReport, encodeHuionReport } from '../pads/huion-v2/report-codec.ts';
import { decodeParameters, decodeText, encodeParameters, encodeText } from '../pads/huion-v2/string-codec.ts';
import { createTopazParser, encodeTopazPacket } from '../pads/topaz/packet-codec.ts';
import {
  decodeEncryptionCommand,
  decodeEncryptionStatus,
  encodeEncryptionCommand,
  encodeEncryptionStatus,
} from '../pads/wacom-stu/encryption-codec.ts';
import {
  decodeCapability,
  decodeHandwritingArea,
  decodeImageArea,
  decodeImageBlock,
  decodeInformation,
  decodeStatus,
  encodeCapability,
  encodeHandwritingArea,
  encodeImageArea,
  encodeImageBlock,
  encodeInformation,
  encodeStatus,
} from '../pads/wacom-stu/feature-codec.ts';
import { decodePlainBlock, decodeStuInput, encodePlainBlock, encodeStuPen } from '../pads/wacom-stu/pen-codec.ts';
import {
  decodeProductInfo,
  decodeSystemParameters,
  encodeProductInfo,
  encodeSystemParameters,
} from '../readers/ef01/commands.ts';
import { createPacketParser, encodePacket, pid } from '../readers/ef01/packet-codec.ts';
import { decodeFingerImages, encodeFingerImages } from '../readers/records/fir-codec.ts';
import { decodeMinutiae, encodeMinutiae } from '../readers/records/fmr-codec.ts';
import type { FuzzTarget } from './fuzz.ts';
import { penTargets } from './pen-targets.ts';

const pen = { x: 1000, y: 2000, pressure: 300, tip: true, inRange: true };
const box = { x: 1, y: 2, width: 30, height: 40 };
const number = Uint8Array.from({ length: 32 }, (_, i) => i + 1);
const timed = { ...pen, timeCount: 7, sequence: 8 };
const ink = {
  surface: {
    vendor: 'V',
    model: 'M',
    serial: 'S',
    maxX: 10_800,
    maxY: 6_480,
    maxPressure: 1023,
    widthMm: 108,
    heightMm: 64.8,
  },
  samples: [pen, { ...pen, x: 1001, tip: false }, { ...pen, inRange: false, tip: false }].map((sample, i) => ({
    ...sample,
    tMicros: 5000 * i,
  })),
};
const view = { position: 1, quality: 50, impression: 0 };
const minutia = { type: 'ending', x: 10, y: 20, angle: 30, quality: 40 } as const;
const utf8 = new TextDecoder();

/** Every decoder of this room that reads what comes from outside. */
export const fuzzTargets: readonly FuzzTarget[] = [
  ...penTargets,
  {
    name: 'huion-v2 report',
    samples: [
      encodeHuionReport({ kind: 'pen', ...pen, barrel: false, barrel2: true, tiltX: 5, tiltY: -5 }),
      encodeHuionReport({ kind: 'leave' }),
    ],
    decode: decodeHuionReport,
  },
  {
    name: 'huion-v2 string 200',
    samples: [encodeParameters({ maxX: 50_000, maxY: 30_000, maxPressure: 8191, linesPerInch: 5080, buttons: 8 })],
    decode: decodeParameters,
  },
  { name: 'string descriptor', samples: [encodeText('HUION_M19p_200723')], decode: decodeText },
  { name: 'epad report', samples: [encodeEpadReport(pen)], decode: decodeEpadReport },
  {
    name: 'topaz stream',
    samples: [Uint8Array.of(...encodeTopazPacket(pen), ...encodeTopazPacket({ ...pen, tip: false }))],
    decode: (bytes) => createTopazParser().push(bytes),
  },
  {
    name: 'wacom-stu input',
    samples: [
      encodeStuPen(pen),
      encodeStuPen(timed),
      Uint8Array.of(0x33, ...encodePlainBlock([timed], 'timed', 1)),
      Uint8Array.of(0x10, ...encodePlainBlock([pen, pen], 'pair', 1)),
    ],
    decode: decodeStuInput,
  },
  {
    name: 'wacom-stu block',
    samples: [encodePlainBlock([pen, pen], 'pair', 1)],
    decode: (bytes) => decodePlainBlock(bytes, 'pair', 1),
  },
  {
    name: 'wacom-stu status',
    samples: [encodeStatus({ state: 1, lastResult: 2, statusWord: 3 })],
    decode: decodeStatus,
  },
  {
    name: 'wacom-stu information',
    samples: [encodeInformation({ model: 'STU-530', firmware: '1.2', secureIc: true })],
    decode: decodeInformation,
  },
  {
    name: 'wacom-stu capability',
    samples: [
      encodeCapability({
        ...{ maxX: 10_800, maxY: 6_480, maxPressure: 1023, screenWidth: 800, screenHeight: 480 },
        ...{ reportRate: 200, linesPerInch: 2540, encodings: 15 },
      }),
    ],
    decode: decodeCapability,
  },
  { name: 'wacom-stu area', samples: [encodeHandwritingArea(box)], decode: decodeHandwritingArea },
  { name: 'wacom-stu image area', samples: [encodeImageArea(1, box)], decode: decodeImageArea },
  { name: 'wacom-stu image block', samples: [encodeImageBlock(number, 255)], decode: decodeImageBlock },
  {
    name: 'wacom-stu encryption command',
    samples: [encodeEncryptionCommand({ command: 2, parameter: 1, lengthOrIndex: 32, data: number })],
    decode: decodeEncryptionCommand,
  },
  {
    name: 'wacom-stu encryption status',
    samples: [encodeEncryptionStatus({ e: 0, n: 0, c: 0, lastResult: 0 }).subarray(1)],
    decode: decodeEncryptionStatus,
  },
  {
    name: 'ef01 stream',
    samples: [
      encodePacket({ pid: pid.ack, payload: Uint8Array.of(0) }),
      Uint8Array.of(0x55, ...encodePacket({ pid: pid.lastData, payload: number })),
    ],
    decode: (bytes) => createPacketParser().push(bytes),
  },
  {
    name: 'ef01 product info',
    samples: [encodeProductInfo({ model: 'M', serial: 'S', width: 256, height: 288 })],
    decode: decodeProductInfo,
  },
  {
    name: 'ef01 system parameters',
    samples: [encodeSystemParameters({ packetSize: 128, baudRate: 57_600 })],
    decode: decodeSystemParameters,
  },
  {
    name: 'command wrapper',
    samples: [encodeCommandWrapper({ tag: 1, length: 36, toHost: true, command: Uint8Array.of(0x12, 0, 0, 0, 36, 0) })],
    decode: decodeCommandWrapper,
  },
  {
    name: 'status wrapper',
    samples: [encodeStatusWrapper({ tag: 1, residue: 0, status: 0 })],
    decode: decodeStatusWrapper,
  },
  {
    name: 'inquiry',
    samples: [encodeInquiry({ vendor: 'V', product: 'P', revision: '1' })],
    decode: decodeInquiry,
  },
  {
    name: 'ccid message',
    samples: [encodeCcid({ type: 0x80, slot: 0, sequence: 1, specific: [0, 0, 0], data: number })],
    decode: decodeCcid,
  },
  {
    name: 'apdu command',
    samples: [
      encodeCommand({ ins: 0x74, p1: 2, p2: 0, data: number, le: 68 }),
      encodeCommand({ ins: 0x50, p1: 0, p2: 0, data: new Uint8Array(), le: 8 }),
    ],
    decode: decodeCommand,
  },
  { name: 'apdu response', samples: [encodeResponse({ data: number, sw: 0x9000 })], decode: decodeResponse },
  { name: 'token message', samples: [encodeMessage(number)], decode: decodeMessage },
  {
    name: 'token device info',
    samples: [encodeDeviceInfo({ manufacturer: 'M', issuer: 'I', label: 'L', serial: 'S' })],
    decode: decodeDeviceInfo,
  },
  { name: 'ecc blob', samples: [encodeBlob(number, number)], decode: decodeBlob },
  { name: 'signature der', samples: [signatureToDer(number, number)], decode: signatureFromDer },
  {
    name: 'finger images (FIR)',
    samples: [
      encodeFingerImages({
        deviceId: 1,
        dpi: 500,
        views: [{ ...view, width: 8, height: 4, grey: number }],
      }),
    ],
    decode: decodeFingerImages,
  },
  {
    name: 'finger minutiae (FMR)',
    samples: [
      encodeMinutiae({
        ...{ certified: false, deviceId: 1, width: 256, height: 288, xResolution: 197, yResolution: 197 },
        views: [{ ...view, view: 0, minutiae: [minutia, minutia], extended: new Uint8Array() }],
      }),
    ],
    decode: decodeMinutiae,
  },
  { name: 'signature record (SDI)', samples: [toSignatureRecord(ink)], decode: decodeSdi },
  {
    name: 'InkML',
    samples: [new TextEncoder().encode(toInkml(ink))],
    decode: (bytes) => fromInkml(utf8.decode(bytes)),
  },
];
