import { DriverError } from '../../driver-error.ts';

/** First byte of a command's payload. */
export const instruction = {
  genImg: 0x01,
  upImage: 0x0a,
  readSysPara: 0x0f,
  vfyPwd: 0x13,
  readProdInfo: 0x3c,
} as const;

/** First byte of an acknowledgement. */
export const confirmation = {
  ok: 0x00,
  packetError: 0x01,
  noFinger: 0x02,
  captureFailed: 0x03,
  uploadFailed: 0x0f,
  wrongPassword: 0x13,
  noImage: 0x15,
  passwordRequired: 0x21,
  unsupported: 0xfc,
} as const;

export const vfyPwd = (password = 0): Uint8Array => {
  const payload = new Uint8Array(5);
  payload[0] = instruction.vfyPwd;
  new DataView(payload.buffer).setUint32(1, password);
  return payload;
};

/** How a simulated module calls itself in ReadProdInfo. */
export const simulatedModel = 'SIMULATED EF01';

export type ProductInfo = { model: string; serial: string; width: number; height: number };

const productInfoLength = 46;

const text = (bytes: Uint8Array): string =>
  new TextDecoder('latin1')
    .decode(bytes)
    .replace(/[^\x20-\x7e]/g, '')
    .trim();

/** ReadProdInfo's answer: model 16, batch 4, serial 8, hardware 2, sensor 8, width, height, template size, capacity BE16. */
export const decodeProductInfo = (data: Uint8Array): ProductInfo => {
  if (data.length < productInfoLength) throw new DriverError('PROTOCOL', `product info of ${data.length} bytes`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  return {
    model: text(data.subarray(0, 16)),
    serial: text(data.subarray(20, 28)),
    width: view.getUint16(38),
    height: view.getUint16(40),
  };
};

export const encodeProductInfo = (info: ProductInfo): Uint8Array => {
  const data = new Uint8Array(productInfoLength);
  const view = new DataView(data.buffer);
  const encoder = new TextEncoder();
  encoder.encodeInto(info.model, data.subarray(0, 16));
  encoder.encodeInto(info.serial, data.subarray(20, 28));
  view.setUint16(38, info.width);
  view.setUint16(40, info.height);
  return data;
};

export type SystemParameters = { packetSize: number; baudRate: number };

const systemParametersLength = 16;

/** ReadSysPara's answer, of which we use: packet-size code BE16 at 12 (0…3 = 32…256), baud rate in 9600s BE16 at 14. */
export const decodeSystemParameters = (data: Uint8Array): SystemParameters => {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const code = data.length >= systemParametersLength ? view.getUint16(12) : Number.NaN;
  if (!(code <= 3)) throw new DriverError('PROTOCOL', `system parameters of ${data.length} bytes, packet size ${code}`);
  return { packetSize: 32 << code, baudRate: view.getUint16(14) * 9600 };
};

export const encodeSystemParameters = ({ packetSize, baudRate }: SystemParameters): Uint8Array => {
  const data = new Uint8Array(systemParametersLength);
  const view = new DataView(data.buffer);
  data.fill(0xff, 8, 12);
  view.setUint16(12, Math.log2(packetSize / 32));
  view.setUint16(14, baudRate / 9600);
  return data;
};
