import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { type AccessLists, createGate } from './gate.ts';
import { createRefusalLog } from './refusal-log.ts';

type Line = { reason: string; count: number; lastAddress: string | undefined };
const makeGate = (lists: AccessLists) => {
  const lines: Line[] = [];
  const refusals = createRefusalLog({ warn: (fields) => lines.push(fields as Line) });
  return { gate: createGate(lists, refusals), refusals, lines };
};

const rows: [allow: string[], deny: string[], admitted: string[], refused: string[]][] = [
  [[], [], ['10.0.0.1', '2001:db8::1', '::ffff:10.0.0.1'], ['', 'no address']],
  [['10.0.0.0/8'], [], ['10.0.0.1', '::ffff:10.0.0.1'], ['11.0.0.1', 'fe80::1%eth0']],
  [[], ['10.0.0.0/8'], ['11.0.0.1'], ['10.0.0.1', '::ffff:10.0.0.1']],
  [['10.0.0.0/8'], ['10.1.0.0/16'], ['10.2.0.1'], ['10.1.0.1', '11.0.0.1']],
  [['10.1.0.0/16'], ['10.0.0.0/8'], [], ['10.1.0.1']],
  [[], ['0.0.0.0/0', '::/0'], [], ['10.0.0.1', '2001:db8::1', '127.0.0.2']],
];
for (const [allow, deny, admitted, refused] of rows)
  test(`allow ${allow.join() || 'everyone'}, deny ${deny.join() || 'no one'}`, () => {
    const { gate, refusals } = makeGate({ allow, deny });
    for (const address of admitted) assert.ok(gate.admits(address), address);
    for (const address of refused) assert.ok(!gate.admits(address), address);
    assert.equal(refusals.totals()['address-denied'], refused.length);
    for (const own of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) assert.ok(gate.admits(own), 'never locks itself out');
  });

test('other lists hold at once; lists that do not fit change nothing', () => {
  const { gate } = makeGate({ allow: [], deny: [] });
  let changes = 0;
  const stop = gate.onChange(() => changes++);
  gate.use({ allow: [], deny: ['10.0.0.1'] });
  assert.ok(!gate.admits('10.0.0.1'));
  assert.throws(() => gate.use({ allow: ['nonsense'], deny: [] }), { code: 'SETTINGS_INVALID' });
  assert.ok(!gate.admits('10.0.0.1'));
  stop();
  gate.use({ allow: [], deny: [] });
  assert.ok(gate.admits('10.0.0.1'));
  assert.equal(changes, 1);
});

test('a flood is counted whole and written rarely', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { gate, lines, refusals } = makeGate({ allow: [], deny: ['10.0.0.0/8'] });
  for (let index = 0; index < 1000; index++) gate.admits(`10.0.0.${index % 250}`);
  refusals.note('too-many-connections', '11.0.0.1');
  assert.deepEqual(
    lines.map(({ reason, count }) => [reason, count]),
    [
      ['address-denied', 1],
      ['too-many-connections', 1],
    ],
  );
  mock.timers.tick(10_000);
  assert.deepEqual(lines[2], { reason: 'address-denied', count: 999, lastAddress: '10.0.0.249' });
  gate.admits('10.0.0.7');
  mock.timers.tick(9_999);
  assert.equal(lines.length, 3);
  mock.timers.tick(1);
  assert.deepEqual(lines[3], { reason: 'address-denied', count: 1, lastAddress: '10.0.0.7' });
  mock.timers.tick(60_000);
  assert.equal(lines.length, 4);
  gate.admits('10.0.0.8');
  assert.equal(lines.length, 5);
  assert.equal(refusals.totals()['address-denied'], 1002);
  mock.timers.reset();
});
