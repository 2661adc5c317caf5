import { BedSignError } from '@bedsign/contract';
import {
  answerTimeStampQuery,
  createTimeStamper,
  createTimeStampQuery,
  digest,
  encodeRefusal,
  importSigningKey,
  parseTimeStampReply,
  type Refusal,
} from '@bedsign/gm';
import { type Authorities, type IdentityName, loadIdentity, type ProfileName } from '../ca/index.ts';
import type { Vault } from '../secrets/index.ts';
import type { Db } from '../storage/index.ts';
import type { TrustedTime } from '../time/trusted-time.ts';
import { createSerials } from './serials.ts';

/** Our time-stamp policy: 2.25 and a UUID as one number (ITU-T X.667 §6.3), so that nobody else's can be the same. */
export const policy = '2.25.119189891526438469751184769557729491472';

/** A token and what its row will say. */
export type TimeStamp = { serial: bigint; profile: ProfileName; genTime: Date; token: Uint8Array };

/** RFC 3161 on two profiles: SM2 for our signatures, ECDSA for everybody's tools. */
export type TimeStampAuthority = {
  /** Answers a query; a refusal is a reply too. The token is stored before this returns. */
  answer(profile: ProfileName, query: Uint8Array): Promise<Uint8Array>;
  /** An SM2 token over a signature value. The caller stores it, in the transaction of what it dates. */
  stamp(signatureValue: Uint8Array): Promise<TimeStamp>;
};

export const storeTimeStamp = async (trx: Db, { serial, profile, genTime, token }: TimeStamp): Promise<void> => {
  const row = { serial: serial.toString(), profile, gen_time: genTime.getTime() };
  await trx
    .insertInto('time_stamp')
    .values({ ...row, token: Buffer.from(token).toString('base64') })
    .execute();
};

const bigEndian = (number: bigint): Uint8Array => {
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
};

export const createTimeStampAuthority = async (
  db: Db,
  vault: Vault,
  authorities: Authorities,
  time: TrustedTime,
): Promise<TimeStampAuthority> => {
  const serial = createSerials(db);
  const stamper = async (profile: ProfileName) => {
    const name: IdentityName = `${profile} tsa`;
    const { pkcs8, certificate } = await loadIdentity(db, vault, name);
    const key = await importSigningKey(pkcs8);
    return createTimeStamper({ key, certificate, chain: [authorities[profile].issuing], policy });
  };
  const stampers = { sm2: await stamper('sm2'), ecdsa: await stamper('ecdsa') };

  const answer = async (profile: ProfileName, query: Uint8Array) => {
    const reading = time.read();
    if (!reading.trusted) {
      const refusal: Refusal = { failure: 'timeNotAvailable', reason: `time is not trusted: ${reading.reason}` };
      return { reply: encodeRefusal(refusal), refusal };
    }
    const { time: genTime, accuracyMs } = reading;
    const number = await serial();
    const next = () => ({ serial: bigEndian(number), genTime: genTime.getTime(), accuracyMs });
    const { reply, token, failure } = await answerTimeStampQuery(query, stampers[profile], next);
    const stamp = token && { serial: number, profile, genTime, token: parseTimeStampReply(reply).token };
    return { reply, refusal: failure && { failure, reason: failure }, stamp };
  };

  return {
    async answer(profile, query) {
      const { reply, stamp } = await answer(profile, query);
      if (stamp) await storeTimeStamp(db, stamp);
      return reply;
    },
    async stamp(signatureValue) {
      const imprint = await digest('sm3', signatureValue);
      const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: imprint, certReq: true });
      const { stamp, refusal } = await answer('sm2', query);
      if (refusal?.failure === 'timeNotAvailable') throw new BedSignError('TIME_NOT_AVAILABLE', refusal.reason);
      if (!stamp) throw new BedSignError('TIME_STAMP_FAILED', refusal?.reason);
      return stamp;
    },
  };
};
