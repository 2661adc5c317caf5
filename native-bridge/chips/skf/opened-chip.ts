import { DriverError, type PinState, signatureToDer } from '@bedsign/drivers';
import type { SkfProfile } from './profile.ts';
import {
  decodeDeviceInfo,
  decodePublicKey,
  decodeSignature,
  deviceInfoLength,
  signatureBlobLength,
} from './structures.ts';
import { cText, readUlong, type SkfLibrary, ulong } from './vendor-library.ts';

const userPin = 1;
const signingKey = 1;

/** The first device of a maker's library with its signing container open. Runs where a crash of the library may do no harm. */
export const openInLibrary = (skf: SkfLibrary, profile: SkfProfile) => {
  const [name] = skf.names();
  if (name === undefined) throw new DriverError('NOT_CONNECTED', 'SKF_EnumDev finds no device');
  const device = skf.handle('SKF_ConnectDev', cText(name));
  const information = new Uint8Array(deviceInfoLength(8) + 256);
  skf.call('SKF_GetDevInfo', device, information);
  const { label, manufacturer, serial } = decodeDeviceInfo(information);
  const application = skf.handle('SKF_OpenApplication', device, cText(profile.application));
  const container = skf.handle('SKF_OpenContainer', application, cText(profile.container));
  const publicKey = decodePublicKey(skf.sized('SKF_ExportPublicKey', container, signingKey), profile.ulongBytes);

  const certificate = (): Uint8Array | null => {
    try {
      const der = skf.sized('SKF_ExportCertificate', container, signingKey);
      return der.length > 0 ? der : null;
    } catch (thrown) {
      if (thrown instanceof DriverError && thrown.code === 'CHIP') return null;
      throw thrown;
    }
  };
  const pinState = (state: PinState['state']): PinState => {
    const [most, left, isDefault] = [ulong(), ulong(), ulong()];
    skf.call('SKF_GetPINInfo', application, userPin, most, left, isDefault);
    const triesLeft = readUlong(left);
    return { state: triesLeft === 0 ? 'locked' : state, triesLeft };
  };

  return {
    identity: {
      model: label || manufacturer || name,
      serial,
      publicKey,
      certificate: certificate(),
      pin: pinState('unverified'),
    },
    isPresent: (): boolean => skf.names().includes(name),
    verifyPin(pin: string): PinState {
      const left = ulong();
      try {
        skf.call('SKF_VerifyPIN', application, userPin, cText(pin), left);
      } catch (thrown) {
        if (!(thrown instanceof DriverError) || thrown.code !== 'PIN_WRONG') throw thrown;
        const tries = readUlong(left);
        throw tries === 0 ? new DriverError('PIN_LOCKED') : new DriverError('PIN_WRONG', `${tries} tries left`);
      }
      return pinState('verified');
    },
    sign(e: Uint8Array): Uint8Array {
      const blob = new Uint8Array(signatureBlobLength);
      skf.call('SKF_ECCSignData', container, e, e.length, blob);
      return signatureToDer(...decodeSignature(blob));
    },
    random(length: number): Uint8Array {
      const bytes = new Uint8Array(length);
      skf.call('SKF_GenRandom', device, bytes, length);
      return bytes;
    },
    close(): void {
      // The library may have lost the device already; there is nothing left to undo then.
      const closings = [
        ['SKF_ClearSecureState', application],
        ['SKF_CloseContainer', container],
        ['SKF_CloseApplication', application],
        ['SKF_DisConnectDev', device],
      ] as const;
      for (const [name, handle] of closings)
        try {
          skf.call(name, handle);
        } catch {}
    },
  };
};

export type OpenedInLibrary = ReturnType<typeof openInLibrary>;
