import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAddressSet } from './address-rules.ts';

const rows: [rule: string, inside: string[], outside: string[]][] = [
  ['192.0.2.7', ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7'], ['192.0.2.8', '::192.0.2.7', '']],
  ['10.0.0.0/8', ['10.0.0.0', '10.255.255.255', '::ffff:10.1.2.3'], ['11.0.0.0', '9.255.255.255', 'fe80::a']],
  ['10.1.2.3/8', ['10.9.9.9'], ['11.0.0.1']],
  ['0.0.0.0/0', ['0.0.0.0', '255.255.255.255', '::ffff:1.2.3.4'], ['::1', '2001:db8::1']],
  ['192.0.2.10-192.0.2.20', ['192.0.2.10', '192.0.2.20', '::ffff:192.0.2.15'], ['192.0.2.9', '192.0.2.21']],
  ['2001:db8::1', ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1'], ['2001:db8::2']],
  ['2001:db8::/32', ['2001:db8:ffff::1'], ['2001:db9::']],
  ['::/0', ['::1', 'fe80::1', '2001:db8::1'], ['10.0.0.1', '::ffff:10.0.0.1']],
  ['fe80::/10', ['fe80::1%eth0', 'febf::1%2', 'fe80::1'], ['fec0::1%eth0']],
  ['fe80::1-fe80::ff', ['fe80::10%eth1'], ['fe80::100']],
];
for (const [rule, inside, outside] of rows)
  test(`${rule} holds what it says`, () => {
    const set = createAddressSet('allow', [rule]);
    for (const address of inside) assert.ok(set.has(address), address);
    for (const address of outside) assert.ok(!set.has(address), address);
  });

test('rules add up', () => {
  const set = createAddressSet('allow', ['10.0.0.0/8', '10.1.0.0/16', '2001:db8::/32']);
  for (const address of ['10.1.1.1', '10.200.0.1', '2001:db8::9']) assert.ok(set.has(address), address);
  assert.ok(!set.has('11.0.0.1'));
  assert.equal(createAddressSet('deny', []).has('10.0.0.1'), false);
});

const misfits = [
  ['', ' ', '10.0.0', '10.0.0.256', '010.0.0.1', 'localhost', '*', '10.0.0.*', ' 10.0.0.1', '10.0.0.1\n'],
  ['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/255.0.0.0', '10.0.0.0/1e1', '::/129'],
  ['10.0.0.9-10.0.0.1', '10.0.0.1-', '-10.0.0.1', '10.0.0.1-10.0.0.2-10.0.0.3', '10.0.0.1-fe80::1'],
  ['10.0.0.0/8-10.0.0.9', '10.0.0.1-10.0.0.9/8', 'fe80::1%eth0', 'fe80::1%eth0/64', '::ffff:10.0.0.1'],
  ['::ffff:10.0.0.0/104', '::ffff:a00:1'],
].flat();
test('a rule that does not fit is named', () => {
  for (const rule of misfits)
    assert.throws(() => createAddressSet('deny', ['10.0.0.1', rule]), {
      code: 'SETTINGS_INVALID',
      detail: `deny: ${rule}`,
    });
});
