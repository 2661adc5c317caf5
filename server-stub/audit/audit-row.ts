import { toHex } from '@bedsign/contract';
import { hmacSm3, sm3 } from '@bedsign/gm';
import type { Vault } from '../secrets/index.ts';
import type { Tables } from '../storage/tables.ts';

export type AuditRow = Tables['audit'];
type Content = Omit<AuditRow, 'hash'>;

/** What the first row follows. */
export const nothing = '0'.repeat(64);

const bytesOf = ({ sequence, at, event, subject, previous }: Content): Uint8Array =>
  Buffer.from(JSON.stringify([sequence, at, event, subject, previous]));

/** HMAC-SM3 (GB/T 15852.2) of a row under a key of the vault: who can write the table cannot write a row that holds. */
export const keyedHash = (vault: Vault, content: Content): string =>
  toHex(hmacSm3(vault.keyOf('audit-row'), bytesOf(content)));

/** SM3, as rows had it before they were keyed; such rows hold because a keyed row or the head names the last of them. */
export const plainHash = (content: Content): string => toHex(sm3(bytesOf(content)));
