import { type TimeStampContent, toHex } from '@bedsign/contract';
import { GmError, hashNamed, parseTimeStampReply, type TimeStampInfo } from '@bedsign/gm';

/** A hash by the name that it has here, any other by its OID. */
export const hashName = (oid: string): string => {
  try {
    return hashNamed(oid);
  } catch (thrown) {
    if (thrown instanceof GmError) return oid;
    throw thrown;
  }
};

/** A whole TimeStampResp, as a .tsr file holds it, or a bare token. */
export const tokenOf = (bytes: Uint8Array): Uint8Array => {
  try {
    return parseTimeStampReply(bytes).token;
  } catch (thrown) {
    if (thrown instanceof GmError && thrown.code === 'ASN1_MALFORMED') return bytes;
    throw thrown;
  }
};

export const contentOf = (info: TimeStampInfo): TimeStampContent => {
  const { accuracy, nonce } = info;
  return {
    serial: info.serial,
    genTime: info.genTime.getTime(),
    accuracyMicros: accuracy ? accuracy.seconds * 1_000_000 + accuracy.millis * 1000 + accuracy.micros : null,
    policy: info.policy,
    hash: hashName(info.hashAlgorithm),
    digest: toHex(info.imprint),
    nonce: nonce ?? null,
    ordering: info.ordering,
  };
};
