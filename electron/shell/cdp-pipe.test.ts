import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { connectCdp } from './cdp-pipe.ts';

const pipe = () => {
  const input = new PassThrough();
  const output = new PassThrough();
  return { input, output, cdp: connectCdp(input, output) };
};

test('answers are matched by id, whatever pieces they come in', async () => {
  const { input, output, cdp } = pipe();
  const first = cdp.send('A.one');
  const second = cdp.send('A.two', { x: 1 }, 's');
  assert.equal(input.read().toString().split('\0')[1], '{"id":2,"method":"A.two","params":{"x":1},"sessionId":"s"}');
  output.write('{"id":2,"result":{"b":2}}\0{"id":1,"res');
  output.write('ult":{"a":1}}\0');
  assert.deepEqual([await first, await second], [{ a: 1 }, { b: 2 }]);
});

test('an error answer and a closed pipe reject', async () => {
  const { output, cdp } = pipe();
  const refused = cdp.send('A.bad');
  output.write('{"id":1,"error":{"message":"no"}}\0');
  await assert.rejects(refused, /browser: no/);
  const orphan = cdp.send('A.late');
  output.destroy();
  await assert.rejects(orphan, /pipe closed/);
});

test('events reach their listener', async () => {
  const { output, cdp } = pipe();
  const seen = new Promise((resolve) => cdp.on('Target.gone', resolve));
  output.write('{"method":"Target.gone","params":{"targetId":"t"}}\0');
  assert.deepEqual(await seen, { targetId: 't' });
});
