import { DriverError } from '@bedsign/drivers';
import koffi from 'koffi';
import type { SkfProfile } from './profile.ts';
import { requireOk } from './result-codes.ts';
import { decodeNames } from './structures.ts';

/**
 * The calls that we make, by their parameters: n a ULONG or BOOL by value, h a handle, p a pointer to bytes of ours. In
 * registers the width of a ULONG does not matter; where the library writes one, it finds eight zeroed bytes.
 */
const calls = {
  SKF_EnumDev: 'npp',
  SKF_GetDevState: 'pp',
  SKF_ConnectDev: 'pp',
  SKF_DisConnectDev: 'h',
  SKF_GetDevInfo: 'hp',
  SKF_OpenApplication: 'hpp',
  SKF_CloseApplication: 'h',
  SKF_GetPINInfo: 'hnppp',
  SKF_VerifyPIN: 'hnpp',
  SKF_ClearSecureState: 'h',
  SKF_OpenContainer: 'hpp',
  SKF_CloseContainer: 'h',
  SKF_ExportPublicKey: 'hnpp',
  SKF_ExportCertificate: 'hnpp',
  SKF_ECCSignData: 'hpnp',
  SKF_GenRandom: 'hpn',
} as const;

export type SkfCall = keyof typeof calls;
type Argument = number | bigint | Uint8Array;

/** C text in UTF-8. */
export const cText = (text: string): Uint8Array => new Uint8Array(Buffer.from(`${text}\0`));

/** A ULONG that the library reads or writes. */
export const ulong = (value = 0): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};
export const readUlong = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

/** A maker's library, loaded into this process; CHIP when it cannot be, or is none. There is no stand-in for it. */
export const loadSkfLibrary = ({ library, ulongBytes, convention }: SkfProfile) => {
  const types = { n: ulongBytes === 8 ? 'uint64_t' : 'uint32_t', h: 'uintptr_t', p: 'void *' } as const;
  let functions: Map<SkfCall, (...args: Argument[]) => number>;
  try {
    const loaded = koffi.load(library);
    functions = new Map(
      (Object.entries(calls) as [SkfCall, string][]).map(([name, parameters]) => [
        name,
        loaded.func(
          `__${convention}`,
          name,
          'uint32_t',
          [...parameters].map((type) => types[type as keyof typeof types]),
        ),
      ]),
    );
  } catch (thrown) {
    throw new DriverError('CHIP', `SKF library ${library} cannot be loaded: ${(thrown as Error).message}`, {
      cause: thrown,
    });
  }

  const call = (name: SkfCall, ...args: Argument[]): void => {
    const run = functions.get(name);
    if (run) requireOk(run(...args), name);
  };
  return {
    call,
    /** A call that gives a handle in its last parameter. */
    handle(name: SkfCall, ...args: Argument[]): bigint {
      const out = new Uint8Array(8);
      call(name, ...args, out);
      return new DataView(out.buffer).getBigUint64(0, true);
    },
    /** A call that ends in a buffer and its length, and is first asked how much there is. */
    sized(name: SkfCall, ...args: Argument[]): Uint8Array {
      const most = 64 * 1024;
      const length = ulong(most);
      const buffer = new Uint8Array(most);
      call(name, ...args, buffer, length);
      const written = readUlong(length);
      if (written > most) throw new DriverError('PROTOCOL', `${name} says ${written} bytes`);
      return buffer.slice(0, written);
    },
    /** Names of the devices that are plugged in. */
    names(): string[] {
      return decodeNames(this.sized('SKF_EnumDev', 1));
    },
  };
};

export type SkfLibrary = ReturnType<typeof loadSkfLibrary>;
