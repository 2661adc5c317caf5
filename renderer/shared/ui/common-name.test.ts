import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonName } from './common-name.ts';

test('the common name stands anywhere in the subject', () => {
  assert.equal(commonName('C=CN, O=示例医院, OU=Event, CN=刘梦瑶'), '刘梦瑶');
  assert.equal(commonName('CN=阿依古丽·买买提,O=示例医院'), '阿依古丽·买买提');
});
test('without one the subject stays whole', () => assert.equal(commonName('O=ACN=x'), 'O=ACN=x'));
