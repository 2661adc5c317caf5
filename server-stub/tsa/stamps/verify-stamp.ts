import {
  BedSignError,
  equalBytes,
  type TimeStampContent,
  type TimeStampObjection,
  type TimeStampVerification,
  timeStampObjections,
} from '@bedsign/contract';
import { type Certificate, GmError, type HashName, parseTimeStampToken, verifyTimeStampToken } from '@bedsign/gm';
import { type ChainStores, type Listed, listTsaChains } from '../certificates/listing.ts';
import { contentOf, tokenOf } from './content.ts';

/** What the token is said to be of: a digest, or the bytes themselves. */
export type Stamped =
  | { imprint: { algorithm: HashName; digest: Uint8Array } }
  | { signatureValue: Uint8Array; imprint?: undefined };

/** What a token says; TIME_STAMP_UNREADABLE, or TIME_STAMP_REFUSED for a reply that brought none. */
export const readStamp = (bytes: Uint8Array): { token: Uint8Array; content: TimeStampContent } => {
  try {
    const token = tokenOf(bytes);
    return { token, content: contentOf(parseTimeStampToken(token)) };
  } catch (cause) {
    if (!(cause instanceof GmError)) throw cause;
    const code = cause.code === 'TIME_STAMP_REFUSED' ? 'TIME_STAMP_REFUSED' : 'TIME_STAMP_UNREADABLE';
    throw new BedSignError(code, cause.message, { cause });
  }
};

const objectionIn = (thrown: unknown): TimeStampObjection => {
  if (!(thrown instanceof GmError)) throw thrown;
  // What is no certificate, key or signature at all does not hold either.
  return timeStampObjections.find((name) => name === thrown.code) ?? 'TIME_STAMP_INVALID';
};

/** Of this server's own chain the root is trusted; of an imported one exactly the authority's certificate. */
const anchorOf = ({ row, chain }: Listed): Certificate | undefined => (row.imported ? chain[0] : chain.at(-1));

/** Whose chain it is that holds. */
const authorityOf = (listed: Listed[], verified: readonly Certificate[]): TimeStampVerification['authority'] => {
  const [leaf, top] = [verified[0], verified.at(-1)];
  const isOwn = listed.some(({ row, chain }) => {
    if (!row.ownKey) return false;
    if (row.imported) return chain[0] !== undefined && leaf !== undefined && equalBytes(chain[0].der, leaf.der);
    const root = chain.at(-1);
    return root !== undefined && top !== undefined && equalBytes(root.der, top.der);
  });
  return isOwn ? 'own' : 'imported';
};

/**
 * Verifies a token of this server or of any whose certificate was imported, at the token's own time. Whether certificates were
 * revoked is not asked. Rejects only for what is no token.
 */
export const verifyStamp = async (
  stores: ChainStores,
  bytes: Uint8Array,
  stamped: Stamped,
): Promise<TimeStampVerification> => {
  const { token, content } = readStamp(bytes);
  const listed = await listTsaChains(stores);
  const anchors = listed.flatMap((each) => anchorOf(each)?.der ?? []);
  const intermediates = listed.flatMap(({ chain }) => chain.map(({ der }) => der));
  try {
    const { chain } = await verifyTimeStampToken({ token, anchors, intermediates, ...stamped });
    return {
      ...{ holds: true, objection: null, detail: null, content },
      chain: chain.map(({ subjectText }) => subjectText),
      authority: authorityOf(listed, chain),
    };
  } catch (thrown) {
    const objection = objectionIn(thrown);
    const detail = thrown instanceof Error ? thrown.message : null;
    return { holds: false, objection, detail, content, chain: [], authority: null };
  }
};
