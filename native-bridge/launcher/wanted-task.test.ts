import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startFixture } from '../testing/station-fixture.ts';

test('the task of a link waits for the login, and is given once', async (t) => {
  const fixture = await startFixture(t);
  fixture.station.openLink('bedsign://task/other');
  fixture.station.openLink('bedsign://task/t1');
  await fixture.until('taskWanted', (wanted) => wanted);
  await fixture.login();
  const task = await fixture.nurse().call('takeWantedTask', {});
  assert.equal(task?.id, 't1');
  await fixture.until('taskWanted', (wanted) => !wanted);
  assert.equal(await fixture.nurse().call('takeWantedTask', {}), null);
});

test('a link that names no task says so, once, and the patient page may ask for none', async (t) => {
  const fixture = await startFixture(t);
  await fixture.login();
  fixture.station.openLink('bedsign://task/../login');
  await assert.rejects(fixture.nurse().call('takeWantedTask', {}), { code: 'TASK_LINK_INVALID' });
  assert.equal(await fixture.nurse().call('takeWantedTask', {}), null);
  await assert.rejects(fixture.patient().call('takeWantedTask', {}), { code: 'FORBIDDEN' });
});

test('nobody has logged in: nothing is opened, and the link waits', async (t) => {
  const fixture = await startFixture(t);
  fixture.station.openLink('bedsign://task/t1');
  await assert.rejects(fixture.nurse().call('takeWantedTask', {}), { code: 'UNAUTHENTICATED' });
  await fixture.login();
  assert.equal((await fixture.nurse().call('takeWantedTask', {}))?.id, 't1');
});
