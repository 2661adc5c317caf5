import { BedSignError, type ErrorCode } from '@bedsign/contract';
import {
  answerTimeStampQuery,
  createTimeStamper,
  createTimeStampQuery,
  encodeRefusal,
  importSigningKey,
  type PkiFailure,
  parseTimeStampReply,
  sm3,
} from '@bedsign/gm';
import { type Authorities, loadTsaIdentity, type ProfileName } from '../ca/index.ts';
import type { DataFolder } from '../first-run/data-folder.ts';
import type { RefusalLog } from '../gate/refusal-log.ts';
import { storageError } from '../storage/index.ts';
import type { TrustedTime } from '../time/trusted-time.ts';
import { application } from './application.ts';
import type { Signer } from './log/segment.ts';
import type { TsaNode } from './node.ts';

/** Our time-stamp policy: 2.25 and a UUID as one number (ITU-T X.667 §6.3), so that nobody else's can be the same. */
export const policy = '2.25.119189891526438469751184769557729491472';

export type Granted = { reply: Uint8Array<ArrayBuffer>; genTime: Date };

/** RFC 3161 on two profiles: SM2 for our signatures, ECDSA for everybody's tools. */
export type TimeStampAuthority = {
  /** A DER TimeStampResp. Never rejects: a refusal is a reply too. A token in it is stored already. */
  answer(profile: ProfileName, query: Uint8Array, asking: string): Promise<Uint8Array<ArrayBuffer>>;
  /** A granted TimeStampResp, stored; TIME_NOT_AVAILABLE, TIME_STAMP_REFUSED with the reason, or what the disk said. */
  grant(profile: ProfileName, query: Uint8Array, asking: string): Promise<Granted>;
  /** An SM2 token over one of our own signature values, stored too. TIME_NOT_AVAILABLE, or what the disk said. */
  stamp(signatureValue: Uint8Array): Promise<{ token: Uint8Array; genTime: Date }>;
};

/** The order in which the log knows the keys. */
const profileOrder: ProfileName[] = ['sm2', 'ecdsa'];

/** The authority's keys and certificates from the vault. */
export const loadTsaKeys = async ({ db, vault }: Pick<DataFolder, 'db' | 'vault'>, authorities: Authorities) => {
  const load = async (profile: ProfileName) => {
    const { issuing } = authorities[profile];
    const { pkcs8, certificate, chain } = await loadTsaIdentity(db, vault, profile, { issuing, at: new Date() });
    const key = await importSigningKey(pkcs8);
    const signer: Signer = { profile, certificates: [certificate, ...chain] };
    return { signer, stamper: await createTimeStamper({ key, certificate, chain, policy }) };
  };
  return Promise.all(profileOrder.map(load));
};
export type TsaKeys = Awaited<ReturnType<typeof loadTsaKeys>>;

type Answer = Granted | { reply: Uint8Array<ArrayBuffer>; failure: PkiFailure; reason?: string };

const refuse = (failure: PkiFailure, reason: string): Answer => ({
  ...{ failure, reason },
  reply: encodeRefusal({ failure, reason }),
});

export const createTimeStampAuthority = ({
  keys,
  node,
  time,
  refusals,
}: {
  keys: TsaKeys;
  node: TsaNode;
  time: Pick<TrustedTime, 'read'>;
  refusals: RefusalLog;
}): TimeStampAuthority => {
  const issue = async (profile: ProfileName, query: Uint8Array, asking: string): Promise<Answer> => {
    const reading = time.read();
    if (!reading.trusted) return refuse('timeNotAvailable', `time is not trusted: ${reading.reason}`);
    const signer = profileOrder.indexOf(profile);
    const { stamper } = keys[signer] as TsaKeys[number];
    const { time: genTime, accuracyMs } = reading;
    const made = answerTimeStampQuery(query, stamper, () => ({
      ...{ serial: node.serial(), genTime: genTime.getTime(), accuracyMs },
    }));
    const answer = made instanceof Promise ? await made : made;
    if (!answer.token) return answer;
    await node.append({ signer, certReq: answer.certReq, application: asking, token: answer.token });
    return { reply: answer.reply, genTime };
  };

  const grantOr = async (refused: ErrorCode, profile: ProfileName, query: Uint8Array, asking: string) => {
    const answer = await issue(profile, query, asking);
    if (!('failure' in answer)) return answer;
    refusals.note(answer.failure, asking);
    const code = answer.failure === 'timeNotAvailable' ? 'TIME_NOT_AVAILABLE' : refused;
    throw new BedSignError(code, answer.reason ?? answer.failure);
  };

  return {
    grant: (profile, query, asking) => grantOr('TIME_STAMP_REFUSED', profile, query, asking),
    async answer(profile, query, asking) {
      try {
        const answer = await issue(profile, query, asking);
        if ('failure' in answer) refusals.note(answer.failure, asking);
        return answer.reply;
      } catch (thrown) {
        refusals.note('systemFailure', asking, thrown);
        return refuse('systemFailure', storageError(thrown)?.code ?? 'INTERNAL').reply;
      }
    },
    async stamp(signatureValue) {
      const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: sm3(signatureValue), certReq: true });
      const { reply, genTime } = await grantOr('TIME_STAMP_FAILED', 'sm2', query, application.own);
      return { token: parseTimeStampReply(reply).token, genTime };
    },
  };
};
