import { randomBytes } from 'node:crypto';
import { toHex } from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';

/** 256 random bits as text; only its hash is stored, so the database gives no one a way in. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const tokenHash = (token: string): string => toHex(sm3(Buffer.from(token)));
