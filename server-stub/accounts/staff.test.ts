import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryData } from '../test-kit/temporary-data.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import { addStaff, login, logout, staffOfToken } from './staff.ts';
import { addStation, stationOfToken } from './stations.ts';

const nurse = { username: 'N1', name: '李静', role: 'nurse', password: '床旁签-password' } as const;

test('a token is good until logout or expiry, and only its hash is stored', async () => {
  await using data = await temporaryData();
  const { db, vault } = data;
  const { id } = await addStaff(db, vault, nurse);
  await assert.rejects(addStaff(db, vault, nurse), { code: 'CONFIG_INVALID' });
  const { token } = await login(db, vault, 'N1', nurse.password);
  assert.equal((await staffOfToken(db, token))?.id, id);
  assert.ok(!JSON.stringify(await db.selectFrom('session').selectAll().execute()).includes(token));
  await logout(db, vault, token);
  assert.equal(await staffOfToken(db, token), undefined);

  const second = await login(db, vault, 'N1', nurse.password);
  await db.updateTable('session').set({ expires_at: Date.now() }).execute();
  assert.equal(await staffOfToken(db, second.token), undefined);
});

test('a wrong password and an unknown username answer alike, and take alike', async () => {
  await using data = await temporaryData();
  const { db, vault } = data;
  await addStaff(db, vault, nurse);
  const timed = async (username: string) => {
    const begin = performance.now();
    await assert.rejects(login(db, vault, username, 'wrong'), { code: 'LOGIN_FAILED' });
    return performance.now() - begin;
  };
  await timed('nobody');
  const known = Math.min(await timed('N1'), await timed('N1'), await timed('N1'));
  const unknown = Math.min(await timed('nobody'), await timed('nobody'), await timed('nobody'));
  assert.ok(unknown > known / 3, `${unknown} ms against ${known} ms`);
});

test('a password matches however its characters are composed, and nothing else does', async () => {
  const stored = await hashPassword('caf\u00e9');
  assert.ok(await verifyPassword('cafe\u0301', stored));
  assert.ok(!(await verifyPassword('cafe', stored)));
  assert.ok(!(await verifyPassword('', 'scrypt$1$1$1$$')));
});

test('a station is known by its token', async () => {
  await using data = await temporaryData();
  const { db, vault } = data;
  const { token, ...station } = await addStation(db, vault, '五楼护士站');
  assert.deepEqual(await stationOfToken(db, token), station);
  assert.equal(await stationOfToken(db, `${token}x`), undefined);
});
