import { randomUUID } from 'node:crypto';
import { BedSignError, check, type LoginResult, Staff } from '@bedsign/contract';
import { appendAudit, recordAudit } from '../audit/audit-chain.ts';
import type { Vault } from '../secrets/index.ts';
import { type Db, inTransaction } from '../storage/index.ts';
import { hashPassword, nobodysPassword, verifyPassword } from './passwords.ts';
import { newToken, tokenHash } from './tokens.ts';

const sessionMs = 12 * 60 * 60 * 1000;

export type NewStaff = Omit<Staff, 'id'> & { password: string };

/** Adds a member of staff; CONFIG_INVALID if the username is taken. */
export const addStaff = async (db: Db, vault: Vault, { password, ...fields }: NewStaff): Promise<Staff> => {
  const staff = check(Staff, { id: randomUUID(), ...fields }, 'CONFIG_INVALID');
  const password_hash = await hashPassword(password);
  await inTransaction(db, async (trx) => {
    const taken = await trx.selectFrom('staff').select('id').where('username', '=', staff.username).executeTakeFirst();
    if (taken) throw new BedSignError('CONFIG_INVALID', `username ${staff.username} is taken`);
    await trx
      .insertInto('staff')
      .values({ ...staff, password_hash, created_at: Date.now() })
      .execute();
    await appendAudit(trx, vault, 'staff-added', { staff: staff.id, role: staff.role });
  });
  return staff;
};

/** A bearer token for 12 hours, or LOGIN_FAILED. Takes as long for a username that does not exist. */
export const login = async (db: Db, vault: Vault, username: string, password: string): Promise<LoginResult> => {
  const row = await db.selectFrom('staff').selectAll().where('username', '=', username).executeTakeFirst();
  const right = await verifyPassword(password, row?.password_hash ?? nobodysPassword);
  if (!row || !right) {
    await recordAudit(db, vault, 'login-failed', row ? { staff: row.id } : {});
    throw new BedSignError('LOGIN_FAILED');
  }
  const token = newToken();
  const now = Date.now();
  const expiresAt = now + sessionMs;
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('session').where('expires_at', '<', now).execute();
    await trx
      .insertInto('session')
      .values({ token_hash: tokenHash(token), staff_id: row.id, expires_at: expiresAt })
      .execute();
    await appendAudit(trx, vault, 'login', { staff: row.id });
  });
  return { token, staff: toStaff(row), expiresAt };
};

/** Asks who is logged in for the password again, before what a stolen session alone must not do; LOGIN_FAILED. */
export const confirmPassword = async (db: Db, vault: Vault, id: string, password: string): Promise<void> => {
  const row = await db.selectFrom('staff').select('password_hash').where('id', '=', id).executeTakeFirst();
  if (row && (await verifyPassword(password, row.password_hash))) return;
  await recordAudit(db, vault, 'login-failed', { staff: id });
  throw new BedSignError('LOGIN_FAILED');
};

export const logout = (db: Db, vault: Vault, token: string): Promise<void> =>
  inTransaction(db, async (trx) => {
    const hash = tokenHash(token);
    const ended = await trx.deleteFrom('session').where('token_hash', '=', hash).returning('staff_id').execute();
    for (const { staff_id } of ended) await appendAudit(trx, vault, 'logout', { staff: staff_id });
  });

/** Whose token this is, or undefined for an unknown or expired one. */
export const staffOfToken = async (db: Db, token: string): Promise<Staff | undefined> => {
  const row = await db
    .selectFrom('session')
    .innerJoin('staff', 'staff.id', 'session.staff_id')
    .select(['staff.id', 'staff.username', 'staff.name', 'staff.role'])
    .where('token_hash', '=', tokenHash(token))
    .where('expires_at', '>', Date.now())
    .executeTakeFirst();
  return row && toStaff(row);
};

/** Whether this is somebody who has an account here, under this very name. */
export const isStaff = async (db: Db, { id, name }: Pick<Staff, 'id' | 'name'>): Promise<boolean> => {
  const row = await db.selectFrom('staff').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name === name;
};

const toStaff = ({ id, username, name, role }: Record<keyof Staff, string>): Staff =>
  check(Staff, { id, username, name, role }, 'STORAGE_DAMAGED');
