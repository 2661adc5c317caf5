export type { ApduDeviceSide, ApduTransport } from './apdu-transport.ts';
export type { BulkDeviceSide, BulkPipes } from './bulk-pipes.ts';
export type { ByteStream } from './byte-stream.ts';
export { ccidDescriptor, ccidMessageLength } from './ccid/ccid-descriptor.ts';
export { ccidDevice } from './ccid/ccid-device.ts';
export { openCcid } from './ccid/ccid-host.ts';
export type { ChipCrypto, PinState, SecurityChip } from './chips/chip.ts';
export { type ChipLayout, defaultLayout, openGmt0017Chip } from './chips/gmt0017/device.ts';
export { signatureToDer } from './chips/gmt0017/ecc-codec.ts';
export { gmt0017Drives, gmt0017Readers, simulatedCcidToken } from './chips/gmt0017/ids.ts';
export { apduOverScsi, chipDrive } from './chips/gmt0017/mass-storage.ts';
export {
  type ChipStore,
  memoryStore,
  type SimulatedChip,
  simulateChip,
  simulatedChipPin,
} from './chips/gmt0017/simulator.ts';
export { DriverError, type DriverErrorCode, driverErrorCodes } from './driver-error.ts';
export { fieldMillimetres, fieldValue, reportLength } from './hid/field-value.ts';
export { type HidField, parseReportDescriptor, type ReportDescriptor } from './hid/report-descriptor.ts';
export type { HidDeviceSide } from './hid-device-side.ts';
export type { HidInfo, HidTransport } from './hid-transport.ts';
export type { InkRecord, InkSurface } from './ink/export/ink-record.ts';
export { fromInkml } from './ink/export/inkml-reader.ts';
export { toInkml } from './ink/export/inkml-writer.ts';
export { fromSignatureRecord, toSignatureRecord } from './ink/export/signature-record.ts';
export { type SignatureSample, sampleSignature } from './ink/sample-signature.ts';
export { createJobQueue } from './job-queue.ts';
export { createLatch, createListeners, type Unsubscribe } from './listeners.ts';
export { bulkOnlyDevice } from './mass-storage/bulk-only-device.ts';
export { scsiOverBulk } from './mass-storage/bulk-only-host.ts';
export { type DriveListing, type DriveRow, isDriveOf } from './mass-storage/drive-table.ts';
export type { ScsiDeviceSide, ScsiTransport } from './mass-storage/scsi-transport.ts';
export { type Inquiry, inquire } from './mass-storage/standard-commands.ts';
export {
  type HidListing,
  type HidPadFamily,
  matchPadFamily,
  type PadFamily,
  padCatalogue,
  type SerialPadFamily,
} from './pads/catalogue.ts';
export { findEpadModel, openEpad } from './pads/epad/device.ts';
export { type EpadModel, epadModels } from './pads/epad/models.ts';
export { simulateEpad } from './pads/epad/simulator.ts';
export { type GlassButton, type GlassLayout, glassButtons, layoutGlass } from './pads/glass/layout.ts';
export { createGlassPresses } from './pads/glass/presses.ts';
export { openHuionV2 } from './pads/huion-v2/device.ts';
export { findHuionV2Model, type HuionV2Model, huionV2Ids, huionV2Models } from './pads/huion-v2/models.ts';
export { simulatePad } from './pads/huion-v2/simulator.ts';
export {
  newPadCounters,
  type Pad,
  type PadCapabilities,
  type PadCounters,
  type PadIdentity,
  type PadSample,
  type RawSample,
} from './pads/pad.ts';
export type { Bitmap, PadScreen, PixelBox } from './pads/pad-screen.ts';
export type { PenState } from './pads/pen-state.ts';
export type { SimulatedHidPad } from './pads/simulated-hid-pad.ts';
export { openTopaz } from './pads/topaz/device.ts';
export { type TopazModel, topazModels } from './pads/topaz/models.ts';
export { type SimulatedTopaz, simulatedTopazModel, simulateTopaz } from './pads/topaz/simulator.ts';
export { ugeeV2Ids } from './pads/ugee-v2/models.ts';
export { openWacomStu, type StuOptions } from './pads/wacom-stu/device.ts';
export { findStuModel, type StuModel, stuModels } from './pads/wacom-stu/models.ts';
export type { BulkOut } from './pads/wacom-stu/screen.ts';
export { type SimulatedStu, simulateStu } from './pads/wacom-stu/simulator.ts';
export type { StuCrypto } from './pads/wacom-stu/stu-crypto.ts';
export { openEf01Reader, openEf01ScsiReader } from './readers/ef01/device.ts';
export { ef01Drives, ef01SerialIds, simulatedEf01Serial } from './readers/ef01/ids.ts';
export { onLongGlass, type SimulatedScsiReader, simulateScsiReader } from './readers/ef01/scsi-simulator.ts';
export { type SimulatedReader, simulateReader } from './readers/ef01/simulator.ts';
export { judgeFingerprint } from './readers/quality.ts';
export type { CaptureOptions, FingerprintImage, FingerprintReader } from './readers/reader.ts';
export { fingerPosition, livePlain } from './readers/records/finger-position.ts';
export { decodeFingerImages, encodeFingerImages, type FingerImageRecord } from './readers/records/fir-codec.ts';
export { decodeMinutiae, encodeMinutiae, type MinutiaeRecord } from './readers/records/fmr-codec.ts';
