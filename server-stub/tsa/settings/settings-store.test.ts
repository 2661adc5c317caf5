import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultTsaSettings, type TsaSettings } from '@bedsign/contract';
import { checkAudit } from '../../audit/check-audit.ts';
import { openDatabase, replaceSetting } from '../../storage/index.ts';
import { temporaryData } from '../../test-kit/temporary-data.ts';
import { changeTsaSettings, openTsaSettings, readTsaSettings } from './settings-store.ts';

const defaults = defaultTsaSettings('production');
const changed: TsaSettings = {
  ...defaults,
  listen: { ...defaults.listen, tcp: { enabled: true, address: '::', port: 318 } },
  access: { allow: ['10.0.0.0/8'], deny: ['10.0.0.66'] },
};
const unexpected = (thrown: unknown) => assert.fail(String(thrown));

test('a change is stored, counted, and audited with the values before and after', async () => {
  await using base = await temporaryData();
  assert.deepEqual(await readTsaSettings(base.db), { version: 0, settings: defaults });
  await changeTsaSettings(base, { version: 0, settings: changed }, 'staff-1');
  assert.deepEqual(await readTsaSettings(base.db), { version: 1, settings: changed });
  const rows = await base.db.selectFrom('audit').select(['event', 'subject']).execute();
  assert.deepEqual(
    rows.map(({ event, subject }) => [event, JSON.parse(subject)]),
    [
      [
        'tsa-settings-changed',
        {
          staff: 'staff-1',
          version: 1,
          'listen.tcp.enabled': 'false → true',
          'listen.tcp.address': '"127.0.0.1" → "::"',
          'access.allow': '[] → ["10.0.0.0/8"]',
          'access.deny': '[] → ["10.0.0.66"]',
        },
      ],
    ],
  );
  assert.deepEqual((await checkAudit(base.db, base.vault)).faults, []);
});

test('of two administrators who change the same version, the second is told', async () => {
  await using base = await temporaryData();
  const one = changeTsaSettings(base, { version: 0, settings: changed }, 'one');
  const two = changeTsaSettings(base, { version: 0, settings: defaults }, 'two');
  const [first, second] = await Promise.allSettled([one, two]);
  assert.equal(first.status, 'fulfilled');
  assert.equal(second.status === 'rejected' && second.reason.code, 'SETTINGS_CONFLICT');
  assert.deepEqual((await readTsaSettings(base.db)).settings, changed);
  assert.equal((await base.db.selectFrom('audit').selectAll().execute()).length, 1);
});

const withTime = (limits: Partial<TsaSettings['time']['limits']>): TsaSettings => ({
  ...changed,
  time: { ...changed.time, limits: { ...changed.time.limits, ...limits } },
});
const misfits: [settings: unknown, detail: RegExp][] = [
  [{ ...changed, retentionDays: 0 }, /retentionDays/],
  [{ ...changed, more: 1 }, /\//],
  [{ ...changed, access: { allow: ['10.0.0.0/8', '10.0.0.300'], deny: [] } }, /^allow: 10\.0\.0\.300$/],
  [{ ...changed, access: { allow: [], deny: ['x.y'] } }, /^deny: x\.y$/],
  [{ ...changed, listen: { ...changed.listen, tcp: { ...changed.listen.tcp, address: 'eth0' } } }, /listen\.tcp/],
  [{ ...changed, listen: { ...changed.listen, http: { ...changed.listen.http, port: 318 } } }, /listen\.tcp\.port/],
  [{ ...changed, time: { ...changed.time, sources: [{ kind: 'demo-clock' }] } }, /^time\.sources: demo-clock$/],
  [withTime({ minimumAgreeing: 2 }), /^time\.limits\.minimumAgreeing: 2 of 1$/],
];
test('settings that make no sense are named and change nothing', async () => {
  await using base = await temporaryData();
  for (const [settings, detail] of misfits)
    await assert.rejects(changeTsaSettings(base, { version: 0, settings: settings as TsaSettings }, 'x'), (error) => {
      const { code, detail: found } = error as { code: string; detail: string };
      assert.equal(code, 'SETTINGS_INVALID');
      assert.match(found, detail);
      return true;
    });
  assert.equal((await readTsaSettings(base.db)).version, 0);
  assert.equal((await base.db.selectFrom('audit').selectAll().execute()).length, 0);
});

test('what is stored is checked again when it is read; a section from before an update has its defaults', async () => {
  await using base = await temporaryData();
  const { retentionDays: _, ...older } = changed;
  await replaceSetting(base.db, 'tsa', JSON.stringify({ version: 4, settings: older }));
  const settings = { ...changed, retentionDays: defaults.retentionDays };
  assert.deepEqual(await readTsaSettings(base.db), { version: 4, settings });
  const damaged = ['', '{}', '{"version":1}', JSON.stringify({ version: 1, settings: { ...changed, access: {} } })];
  for (const text of damaged) {
    await replaceSetting(base.db, 'tsa', text);
    await assert.rejects(readTsaSettings(base.db), { code: 'STORAGE_DAMAGED' });
    await assert.rejects(openTsaSettings(base, unexpected), { code: 'STORAGE_DAMAGED' });
  }
});

test('another process sees a change by itself, and keeps the last good settings when they become unreadable', async () => {
  await using base = await temporaryData();
  const otherDb = await openDatabase(base.path, base.vault);
  const damaged = Promise.withResolvers<unknown>();
  const here = await openTsaSettings(base, unexpected);
  const other = await openTsaSettings({ ...base, db: otherDb }, damaged.resolve);
  const seen = new Promise((resolve) => other.onChange(resolve));
  await here.change({ version: 0, settings: changed }, 'staff-1');
  assert.deepEqual(here.current(), { version: 1, settings: changed });
  assert.deepEqual(await seen, { version: 1, settings: changed });
  here.close();
  await replaceSetting(base.db, 'tsa', 'unreadable');
  assert.equal(((await damaged.promise) as { code: string }).code, 'STORAGE_DAMAGED');
  assert.deepEqual(other.current().settings, changed);
  other.close();
  await otherDb.destroy();
});
