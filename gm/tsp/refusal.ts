import { PKIFailureInfo, PKIFreeText, PKIStatus, PKIStatusInfo, TimeStampResp } from '@peculiar/asn1-tsp';
import { encode } from '../asn1/structure.ts';

/** Bits of PKIFailureInfo (RFC 3161 §2.4.2); written out because the library's own flags are off by one from bit 2 on. */
const failureBits = {
  badAlg: 0,
  badRequest: 2,
  badDataFormat: 5,
  timeNotAvailable: 14,
  unacceptedPolicy: 15,
  unacceptedExtension: 16,
  addInfoNotAvailable: 17,
  systemFailure: 25,
} as const;

export type PkiFailure = keyof typeof failureBits;

export const failureNames = Object.keys(failureBits) as PkiFailure[];

export const hasFailure = (info: PKIFailureInfo, name: PkiFailure): boolean =>
  (info.toNumber() & (1 << failureBits[name])) !== 0;

/** Why no token is granted, for machines and for people. */
export type Refusal = { failure: PkiFailure; reason: string };

/**
 * TimeStampResp with status rejection, PKIFailureInfo and the reason (RFC 3161 §2.4.2).
 * @example
 * import { encodeRefusal } from '@bedsign/gm';
 * const reply = encodeRefusal({ failure: 'timeNotAvailable', reason: 'no time source is trusted' });
 */
export const encodeRefusal = ({ failure, reason }: Refusal): Uint8Array<ArrayBuffer> =>
  encode(
    new TimeStampResp({
      status: new PKIStatusInfo({
        status: PKIStatus.rejection,
        statusString: new PKIFreeText([reason]),
        failInfo: new PKIFailureInfo(1 << failureBits[failure]),
      }),
    }),
  );
