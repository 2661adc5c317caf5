import { asBedSignError, BedSignError, check, equalBytes, type SignedUpdateFeed, UpdateFeed } from '@bedsign/contract';
import { parseSignedData, sm3, toPem, verifySignedData } from '@bedsign/gm';
import type { ServerTrust } from '../server-client/trust.ts';

const unreadable = (cause: unknown) =>
  new BedSignError('UPDATE_FEED_UNREADABLE', asBedSignError(cause).detail, { cause });

const parsed = (signature: string) => {
  try {
    return parseSignedData(Buffer.from(signature, 'base64'));
  } catch (cause) {
    throw unreadable(cause);
  }
};

const contentOf = (text: string): UpdateFeed => {
  try {
    return check(UpdateFeed, JSON.parse(text), 'UPDATE_FEED_UNREADABLE');
  } catch (cause) {
    throw unreadable(cause);
  }
};

/**
 * What a signed list of updates says, once its signer is one that the hospital's root has certified for this alone, the
 * signature holds over these very bytes, it has not expired, and it is not older than one that was `seen` here (its
 * `publishedAt`). Otherwise UPDATE_FEED_UNREADABLE, UPDATE_SIGNER_UNKNOWN, UPDATE_SIGNATURE_INVALID, UPDATE_FEED_EXPIRED or
 * UPDATE_ROLLBACK.
 */
export const readFeed = async (
  { feed: text, signature }: SignedUpdateFeed,
  { trust, seen, now }: { trust: Pick<ServerTrust, 'updateSigner'>; seen: number; now: number },
): Promise<UpdateFeed> => {
  const cms = parsed(signature);
  const chain = [cms.signer.der, ...cms.certificates].map((der) => toPem('CERTIFICATE', der)).join('');
  await trust.updateSigner(chain).catch((thrown) => {
    const error = asBedSignError(thrown);
    throw error.code === 'CERTIFICATE_INVALID' ? new BedSignError('UPDATE_SIGNER_UNKNOWN', error.detail) : error;
  });
  const holds = await verifySignedData(cms);
  const content = Buffer.from(text);
  if (cms.digestAlgorithm !== 'sm3' || cms.signatureAlgorithm !== 'sm2')
    throw new BedSignError('UPDATE_SIGNATURE_INVALID', `${cms.signatureAlgorithm}, ${cms.digestAlgorithm}`);
  if (!holds.signature || !holds.signingCertificate || !equalBytes(sm3(content), cms.messageDigest))
    throw new BedSignError('UPDATE_SIGNATURE_INVALID');
  const feed = contentOf(text);
  const date = (time: number) => new Date(time).toISOString();
  if (feed.expiresAt < now) throw new BedSignError('UPDATE_FEED_EXPIRED', date(feed.expiresAt));
  if (feed.publishedAt < seen)
    throw new BedSignError(
      'UPDATE_ROLLBACK',
      `list of ${date(feed.publishedAt)}, one of ${date(seen)} was seen before`,
    );
  return feed;
};
