import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BedSignError, type RequestFrame } from '@bedsign/contract';
import { backOffMs, createStationClient, type StationStatus } from './client.ts';
import type { ConnectionEvents } from './transport.ts';

const hello = { role: 'nurse', resumeToken: 'resume' };
const settle = () => new Promise((resolve) => setImmediate(resolve));

const setUp = () => {
  const opened: { on: ConnectionEvents; sent: RequestFrame[] }[] = [];
  const tokens: string[] = ['launch'];
  const statuses: StationStatus[] = [];
  const client = createStationClient(
    (on) => {
      const connection = { on, sent: [] as RequestFrame[] };
      opened.push(connection);
      return { send: (frame) => void connection.sent.push(frame), close: () => undefined };
    },
    { current: () => tokens.at(-1) ?? '', resume: (token) => void tokens.push(token) },
  );
  client.onStatus((status) => statuses.push(status));
  client.start();
  const at = (index: number) => {
    const connection = opened[index];
    assert.ok(connection, `connection ${index}`);
    return connection;
  };
  return { client, opened, statuses, at };
};
const ready = async (connection: { on: ConnectionEvents; sent: RequestFrame[] }) => {
  connection.on.opened();
  connection.on.frame({ id: connection.sent[0]?.id ?? -1, result: hello });
  await settle();
};

test('says hello with the launch token, then answers find their calls', async () => {
  const { client, statuses, at } = setUp();
  await ready(at(0));
  assert.deepEqual(at(0).sent[0]?.params, { token: 'launch' });
  assert.deepEqual(statuses, ['ready']);
  const first = client.call('departments', {});
  const second = client.call('queue', {});
  const [, a, b] = at(0).sent;
  assert.ok(a && b && a.id !== b.id);
  at(0).on.frame({ id: b.id, result: ['queue'] });
  at(0).on.frame({ id: a.id, error: { code: 'FORBIDDEN', detail: 'x' } });
  assert.deepEqual(await second, ['queue']);
  await assert.rejects(first, (error) => error instanceof BedSignError && error.code === 'FORBIDDEN');
  client.stop();
});

test('a lost connection fails open calls by name, and the next hello shows the resume token', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { client, opened, statuses, at } = setUp();
  await ready(at(0));
  const call = client.call('departments', {});
  at(0).on.closed();
  await assert.rejects(call, (error) => error instanceof BedSignError && error.code === 'STATION_UNREACHABLE');
  await assert.rejects(client.call('queue', {}), { code: 'STATION_UNREACHABLE' });
  t.mock.timers.tick(backOffMs(0));
  assert.equal(opened.length, 2);
  await ready(at(1));
  assert.deepEqual(at(1).sent[0]?.params, { token: 'resume' });
  assert.deepEqual(statuses, ['ready', 'unreachable', 'ready']);
  client.stop();
});

test('a refused token ends the attempts', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { opened, statuses, at } = setUp();
  at(0).on.opened();
  at(0).on.frame({ id: at(0).sent[0]?.id ?? -1, error: { code: 'UNAUTHENTICATED' } });
  await settle();
  at(0).on.closed();
  t.mock.timers.tick(60_000);
  assert.deepEqual(statuses, ['refused']);
  assert.equal(opened.length, 1);
});

test('events reach only their own listeners', async () => {
  const { client, at } = setUp();
  await ready(at(0));
  const seen: unknown[] = [];
  const off = client.on('pen', (data) => seen.push(data));
  at(0).on.frame({ event: 'pen', data: { fieldId: null, samples: [] } });
  at(0).on.frame({ event: 'devices', data: [] });
  off();
  at(0).on.frame({ event: 'pen', data: { fieldId: 'a', samples: [] } });
  assert.deepEqual(seen, [{ fieldId: null, samples: [] }]);
  client.stop();
});

test('waiting grows to five seconds and no further', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 20].map(backOffMs), [250, 500, 1000, 2000, 4000, 5000, 5000]);
});
