import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { BedSignError, type PageRole } from '@bedsign/contract';

const tokenBytes = 32;
const resumeDays = 7;
const msPerDay = 24 * 60 * 60 * 1000;

/**
 * Who a page is. A launch token opens one connection, once; hello answers it with a resume token for the reloads and
 * reconnections of that window. A resume token is a MAC under a key of the station's data folder rather than a row in
 * memory, so that open windows come back by themselves after the station was restarted.
 */
export const createPageTokens = (dataKey: Uint8Array, now: () => number = Date.now) => {
  const key = createHmac('sha256', dataKey).update('bedsign resume token').digest();
  const launches = new Map<string, PageRole>();
  const mac = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');

  const redeemResume = (token: string): PageRole => {
    const [role, issuedAt, nonce, given = ''] = token.split('.');
    const wanted = Buffer.from(mac(`${role}.${issuedAt}.${nonce}`));
    const presented = Buffer.from(given);
    const genuine = wanted.length === presented.length && timingSafeEqual(wanted, presented);
    const age = now() - Number(issuedAt);
    if (!genuine || (role !== 'nurse' && role !== 'patient') || age > resumeDays * msPerDay)
      throw new BedSignError('UNAUTHENTICATED');
    return role;
  };

  return {
    /** A fresh one-time token (256 random bits) for a window that is about to open. */
    launch(role: PageRole): string {
      const token = randomBytes(tokenBytes).toString('base64url');
      launches.set(token, role);
      return token;
    },
    /** The role that a launch or resume token stands for, and the token for next time; UNAUTHENTICATED otherwise. */
    redeem(token: string): { role: PageRole; resumeToken: string } {
      const launched = launches.get(token);
      launches.delete(token);
      const role = launched ?? redeemResume(token);
      const text = `${role}.${now()}.${randomBytes(8).toString('hex')}`;
      return { role, resumeToken: `${text}.${mac(text)}` };
    },
  };
};
export type PageTokens = ReturnType<typeof createPageTokens>;
