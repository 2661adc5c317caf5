/** The command sets of the family, by the model that brought them. The 430V speaks the 430's over HID. */
export type StuGeneration = '300' | '500' | '520' | '430' | '530' | '540';

/** What the pad is doing; the first byte of its status. */
export const stuState = {
  ready: 0,
  image: 1,
  capture: 2,
  calculation: 3,
  bootImage: 4,
  romBusy: 5,
  systemReset: 0xff,
} as const;

/** Why the pad did not take the last command; the second byte of its status. */
export const stuResult = {
  none: 0,
  wrongReportId: 1,
  wrongState: 2,
  crc: 3,
  badParameter: 4,
  wrongEncoding: 0x10,
  imageTooLong: 0x11,
  zlib: 0x12,
  wrongGraphics: 0x15,
  padNotExist: 0x20,
  romOverflow: 0x33,
  romParameter: 0x34,
  romCrc: 0x35,
} as const;

type Mode = 'in' | 'get' | 'set' | 'get set' | 'in get';
/** In which states the pad takes a `set`. */
type When = 'any' | 'ready' | 'image' | 'capture' | 'ready or capture';
export type StuReport = { id: number; length: number; mode: Mode; when: When; on: readonly StuGeneration[] };

const all: readonly StuGeneration[] = ['300', '500', '520', '430', '530', '540'];
const oldOnes: readonly StuGeneration[] = ['300', '500', '520'];
const newOnes: readonly StuGeneration[] = ['430', '530', '540'];
const since520: readonly StuGeneration[] = ['520', ...newOnes];
const colour: readonly StuGeneration[] = ['520', '530', '540'];
const colour24: readonly StuGeneration[] = ['530', '540'];

const row = (id: number, length: number, mode: Mode, on: readonly StuGeneration[], when: When = 'any'): StuReport => ({
  id,
  length,
  mode,
  when,
  on,
});

/** Every report of a signing pad over HID: ID, bytes after it, direction, models, and the states in which it may be set. */
export const stuReports = {
  penData: row(0x01, 6, 'in', all),
  status: row(0x03, 4, 'get', all),
  reset: row(0x04, 1, 'set', all),
  information: row(0x08, 16, 'get', all),
  capability: row(0x09, 16, 'get', all),
  uid: row(0x0a, 4, 'get set', all, 'ready'),
  uid2: row(0x0b, 10, 'get', newOnes),
  renderingMode: row(0x0e, 1, 'get set', ['540'], 'ready or capture'),
  electronicSerial: row(0x0f, 13, 'get', ['540']),
  penDataEncrypted: row(0x10, 16, 'in', all),
  hostPublicKey: row(0x13, 16, 'get set', oldOnes, 'ready'),
  devicePublicKey: row(0x14, 16, 'in get', oldOnes),
  startCapture: row(0x15, 4, 'set', all, 'ready'),
  endCapture: row(0x16, 1, 'set', all, 'capture'),
  dhPrime: row(0x1a, 16, 'get set', oldOnes, 'ready'),
  dhBase: row(0x1b, 2, 'get set', oldOnes, 'ready'),
  clearScreen: row(0x20, 1, 'set', all, 'ready'),
  inkingMode: row(0x21, 1, 'get set', all),
  inkThreshold: row(0x22, 4, 'get set', all, 'ready'),
  clearScreenArea: row(0x23, 10, 'set', newOnes, 'ready'),
  startImageDataArea: row(0x24, 10, 'set', newOnes, 'ready'),
  startImageData: row(0x25, 1, 'set', all, 'ready'),
  imageDataBlock: row(0x26, 255, 'set', all, 'image'),
  endImageData: row(0x27, 1, 'set', all, 'image'),
  thicknessColour: row(0x28, 3, 'get set', since520),
  backgroundColour: row(0x29, 2, 'get set', colour),
  handwritingArea: row(0x2a, 8, 'get set', since520),
  backlight: row(0x2b, 2, 'get set', colour),
  contrast: row(0x2c, 2, 'get set', colour, 'ready or capture'),
  thicknessColour24: row(0x2d, 4, 'get set', newOnes),
  backgroundColour24: row(0x2e, 3, 'get set', colour24),
  bootScreen: row(0x2f, 1, 'get set', newOnes),
  penDataOption: row(0x30, 8, 'in', ['520']),
  penDataEncryptedOption: row(0x31, 20, 'in', ['520']),
  penDataOptionMode: row(0x32, 1, 'get set', since520),
  penDataTimeCountSequenceEncrypted: row(0x33, 16, 'in', newOnes),
  penDataTimeCountSequence: row(0x34, 10, 'in', newOnes),
  encryptionCommand: row(0x40, 67, 'get set', newOnes, 'ready'),
  encryptionStatus: row(0x50, 16, 'in get', newOnes),
  eventData: row(0x99, 9, 'in', ['540']),
  eventDataEncrypted: row(0x9a, 16, 'in', ['540']),
} as const satisfies Record<string, StuReport>;

export type StuReportName = keyof typeof stuReports;

/** The 540 declares its image block larger than the others do. */
const largeBlock = 2559;

/** Bytes after the report ID, as this model's report descriptor declares them. */
export const reportLength = (name: StuReportName, generation: StuGeneration): number =>
  name === 'imageDataBlock' && generation === '540' ? largeBlock : stuReports[name].length;

export const reportsOf = (generation: StuGeneration): StuReportName[] =>
  (Object.keys(stuReports) as StuReportName[]).filter((name) => hasReport(name, generation));

export const hasReport = (name: StuReportName, generation: StuGeneration): boolean =>
  (stuReports[name].on as readonly StuGeneration[]).includes(generation);
