/*
 * One token in a frame. Big-endian.
 *
 *   2  length n of what follows
 *   1  which signer of the segment's head
 *   1  flags; 1: the query asked for certificates
 *   1  length a of the application
 *   a  application, UTF-8
 *   …  the token without certificates, DER
 */

export type TokenRecord = {
  /** Which of the segment's signers. */
  signer: number;
  certReq: boolean;
  /** Who asked; at most `longestApplication` bytes of UTF-8. */
  application: string;
  /** DER, without certificates. */
  token: Uint8Array;
};

export const longestApplication = 128;
const headLength = 5;
/** More than any record needs beyond its token. */
export const recordOverhead = headLength + longestApplication;

/** Writes a record at `at`, where `recordOverhead` and the token have room; returns where it ends. */
export const putRecord = (target: Buffer, at: number, record: TokenRecord): number => {
  const name = target.write(record.application, at + headLength, longestApplication, 'utf8');
  const tokenAt = at + headLength + name;
  const end = tokenAt + record.token.length;
  target.writeUInt16BE(end - at - 2, at);
  target[at + 2] = record.signer;
  target[at + 3] = record.certReq ? 1 : 0;
  target[at + 4] = name;
  target.set(record.token, tokenAt);
  return end;
};

/** The record at `at`, and where it ends. Its token is not copied. */
export const readRecord = (bytes: Buffer, at: number): TokenRecord & { end: number } => {
  const end = at + 2 + bytes.readUInt16BE(at);
  const tokenAt = at + headLength + bytes.readUInt8(at + 4);
  return {
    signer: bytes.readUInt8(at + 2),
    certReq: bytes.readUInt8(at + 3) === 1,
    application: bytes.toString('utf8', at + headLength, tokenAt),
    token: bytes.subarray(tokenAt, end),
    end,
  };
};

/** The records that fill the body of a frame, each with where it begins. */
export function* recordsIn(body: Buffer): Generator<TokenRecord & { at: number; end: number }> {
  for (let at = 0; at < body.length; ) {
    const record = readRecord(body, at);
    yield { ...record, at };
    at = record.end;
  }
}
