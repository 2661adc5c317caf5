import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, equalBytes, events, type MethodName, methods } from '@bedsign/contract';
import { parseCertificate, sm2Verify, sm3 } from '@bedsign/gm';
import { createAuthority } from './testing/demo-authority.ts';
import { pdf } from './testing/fake-server.ts';
import { jpeg, screenBox, startFixture } from './testing/station-fixture.ts';

test('the main job: from login to signed, every event as the contract says, the evidence as the server opens it', async (t) => {
  const authority = await createAuthority();
  const fixture = await startFixture(t, {}, authority);
  const nurse = fixture.nurse();
  await fixture.login();
  await fixture.open();
  await nurse.call('startSigning', {});
  for (const fieldId of ['f1', 'f2']) {
    await fixture.patient().call('beginField', { fieldId, box: screenBox });
    await nurse.call('simulateSignature', {});
    await fixture.patient().call('confirmField', {});
  }
  await fixture.finger();
  await nurse.call('photo', { jpeg });
  await nurse.call('submit', {});
  const view = await fixture.untilState('signed');
  assert.ok(view?.result?.signedAt);
  assert.equal(view.failure, null);

  for (const { event, data } of fixture.seen) check(events[event], data);
  const states = fixture.seen.flatMap(({ event, data }) =>
    event === 'session' && data ? [(data as { state: string }).state] : [],
  );
  const order = states.filter((state, index) => state !== states[index - 1]);
  assert.deepEqual(order, [
    'opening',
    'reading',
    'signing',
    'fingerprint',
    'photo',
    'review',
    'sealed',
    'submitting',
    'signed',
  ]);

  const [envelope] = fixture.server.taken.get(view.captureId)?.values() ?? [];
  assert.ok(envelope);
  const { bundle, chipSignature, chipCertificate, decoded } = authority.open(envelope);
  const chip = parseCertificate(chipCertificate);
  assert.ok(sm2Verify(bundle, chipSignature, chip.publicKey));
  assert.equal(chip.subject.CN, decoded.devices.chip.serial);
  assert.ok(equalBytes(decoded.documentDigest, sm3(pdf)));
  assert.deepEqual(decoded.operator, { id: 'u1', name: '李护士' });
  assert.deepEqual(
    decoded.fields.map(({ fieldId }) => fieldId),
    ['f1', 'f2'],
  );
  const { opened, signed, confirmed, sealed } = decoded.times;
  assert.ok(opened <= signed && signed <= confirmed && confirmed <= sealed && sealed <= Date.now());
  const { pad } = decoded.devices;
  assert.ok(pad.simulated && decoded.devices.chip.simulated && decoded.devices.reader?.simulated);
  for (const { box, samples } of decoded.fields) {
    assert.deepEqual(box, {
      x: Math.round(screenBox.x * pad.maxX),
      y: Math.round(screenBox.y * pad.maxY),
      width: Math.round(screenBox.width * pad.maxX),
      height: Math.round(screenBox.height * pad.maxY),
    });
    const times = samples.map(([, , , t]) => t);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.ok(samples.some(([, , pressure, , flags]) => flags === 3 && pressure > 0));
  }
  assert.ok(
    'image' in decoded.fingerprint &&
      decoded.fingerprint.image.length === decoded.fingerprint.width * decoded.fingerprint.height,
  );
  assert.ok('data' in decoded.photo && equalBytes(decoded.photo.data, jpeg));

  const [entry] = await nurse.call('queue', {});
  assert.equal(entry?.state, 'signed');
  assert.equal(entry.patientName, '王秀兰');
  await nurse.call('close', {});
  assert.equal((await nurse.call('queue', {}))[0]?.state, 'signed', 'closing the view deletes nothing');
});

test('every method of the table answers as the table says', async (t) => {
  const fixture = await startFixture(t);
  const answered = new Set<MethodName>(['hello']);
  const nurse = fixture.nurse();
  const patient = fixture.patient();
  const call = async (by: typeof nurse, ...[method, params]: Parameters<typeof nurse.call>) => {
    const result = await by.call(method, params);
    check(methods[method].result, result);
    answered.add(method);
    return result;
  };
  await assert.rejects(nurse.call('departments', {}), { code: 'UNAUTHENTICATED' });
  await assert.rejects(nurse.call('login', { username: 'nurse', password: 'wrong' }), { code: 'LOGIN_FAILED' });
  await call(nurse, 'login', { username: 'nurse', password: 'right' });
  await call(nurse, 'departments', {});
  await call(nurse, 'patients', { query: '王', departmentId: 'd1' });
  await call(nurse, 'tasks', { patientId: 'p1' });
  await call(nurse, 'patientPage', {});
  await call(nurse, 'takeWantedTask', {});
  await call(nurse, 'devices', {});
  await call(nurse, 'enterPin', { pin: 'not needed: the simulated chip is open' });
  fixture.station.padScreen({
    state: 'unclear',
    screens: [{ number: 2, id: '79', label: '', width: 1280, height: 800, scale: 1, pad: false }],
  });
  await call(nurse, 'identifyScreens', {});
  await call(nurse, 'choosePadScreen', { id: '79' });
  await assert.rejects(nurse.call('choosePadScreen', { id: '80' }), { code: 'NOT_FOUND' });
  await call(nurse, 'simulateSkew', { skewed: false });
  await call(nurse, 'startCalibration', {});
  await call(nurse, 'endCalibration', {});
  await call(nurse, 'open', { taskId: 't1', role: 'patient', name: '王秀兰' });
  await assert.rejects(fixture.open(), { code: 'SESSION_BUSY' });
  await assert.rejects(nurse.call('logout', {}), { code: 'SESSION_BUSY' });
  assert.deepEqual(await call(patient, 'document', {}), pdf);
  await call(patient, 'turnTo', { page: 3 });
  await assert.rejects(patient.call('turnTo', { page: 4 }), { code: 'INVALID_REQUEST' });
  await call(patient, 'startSigning', {});
  await call(nurse, 'showGlass', { request: 1, grey: new Uint8Array(4) });
  await call(nurse, 'backToReading', {});
  await call(nurse, 'startSigning', {});
  await call(patient, 'beginField', { fieldId: 'f1', box: screenBox });
  await assert.rejects(patient.call('confirmField', {}), { code: 'NO_STROKES' });
  await call(patient, 'simulatePen', {
    samples: [
      [0.5, 0.5, 0.5, 3],
      [0.6, 0.6, 0.5, 3],
      [0.6, 0.6, 0, 2],
    ],
  });
  await fixture.until('pen', ({ fieldId }) => fieldId === 'f1');
  await call(nurse, 'clearField', {});
  await assert.rejects(patient.call('confirmField', {}), { code: 'NO_STROKES' });
  await call(nurse, 'simulateSignature', {});
  await call(patient, 'confirmField', {});
  await fixture.write('f2');
  await patient.call('confirmField', {});
  await call(nurse, 'takeFingerprint', {});
  await call(nurse, 'simulateCable', { plugged: false });
  await fixture.until('session', (view) => view?.fingerprint.failure?.code === 'FINGERPRINT_NOT_CONNECTED');
  await nurse.call('simulateCable', { plugged: true });
  await fixture.until('devices', (views) => views.every(({ state }) => state === 'ready'), 2000);
  await nurse.call('takeFingerprint', {});
  await call(nurse, 'simulateFinger', { present: true });
  await fixture.untilState('photo');
  await nurse.call('takeFingerprint', {});
  await call(nurse, 'refuseFingerprint', { reason: 'PATIENT_DECLINED' });
  await call(nurse, 'photo', { jpeg });
  await call(nurse, 'retakePhoto', {});
  await call(nurse, 'refusePhoto', { reason: 'NO_DEVICE' });
  fixture.server.state.submitAnswers.push('CLOCK_SKEW');
  await call(nurse, 'submit', {});
  const refused = await fixture.untilState('refused');
  assert.equal(refused?.failure?.code, 'CLOCK_SKEW');
  await call(nurse, 'queue', {});
  await call(nurse, 'retry', { captureId: refused.captureId });
  await fixture.untilState('signed');
  await call(nurse, 'signedDocument', { documentId: 'doc1' });
  await call(nurse, 'verification', { documentId: 'doc1' });
  await call(nurse, 'close', {});

  await fixture.open();
  await fixture.sign();
  const captureId = (await fixture.untilState('fingerprint'))?.captureId ?? '';
  await assert.rejects(nurse.call('discard', { captureId }), { code: 'SESSION_BUSY' });
  await fixture.restart();
  await fixture.login();
  await call(fixture.nurse(), 'resume', { captureId });
  await fixture.restart();
  await fixture.login();
  await call(fixture.nurse(), 'discard', { captureId });
  await assert.rejects(fixture.nurse().call('resume', { captureId }), { code: 'NOT_FOUND' });
  await call(fixture.nurse(), 'logout', {});
  assert.deepEqual([...answered].sort(), Object.keys(methods).sort());
});

test('the patient page may not do what is the nurse’s, nor the other way round', async (t) => {
  const fixture = await startFixture(t);
  for (const [name, { by }] of Object.entries(methods)) {
    if (by === 'both') continue;
    const other = by === 'nurse' ? fixture.patient() : fixture.nurse();
    await assert.rejects(other.call(name as 'submit', {}), { code: 'FORBIDDEN' }, name);
  }
});

test('cancelling before sealing leaves nothing, in memory or in the journal', async (t) => {
  const fixture = await startFixture(t);
  await fixture.toReview();
  assert.equal((await fixture.nurse().call('queue', {}))[0]?.state, 'confirmed');
  await fixture.nurse().call('close', {});
  assert.deepEqual(await fixture.nurse().call('queue', {}), []);
  await assert.rejects(fixture.nurse().call('submit', {}), { code: 'SESSION_STATE' });
  await fixture.restart();
  await fixture.login();
  assert.deepEqual(await fixture.nurse().call('queue', {}), []);
  assert.equal(fixture.server.taken.size, 0);
});

test('a confirmed capture is resumed after a restart with its ink, and signed', async (t) => {
  const fixture = await startFixture(t);
  await fixture.login();
  await fixture.open();
  await fixture.sign();
  const before = await fixture.untilState('fingerprint');
  await fixture.restart();
  await fixture.login();
  const [entry] = await fixture.nurse().call('queue', {});
  assert.equal(entry?.state, 'confirmed');
  const view = await fixture.nurse().call('resume', { captureId: entry.captureId });
  assert.equal(view.state, 'fingerprint');
  assert.deepEqual(view.fields, before?.fields);
  await fixture.finger();
  await fixture.nurse().call('photo', { jpeg });
  await fixture.nurse().call('submit', {});
  await fixture.untilState('signed');
  assert.deepEqual([...fixture.server.taken.keys()], [entry.captureId]);
});

test('server down, then faults of every kind: the sealed bundle waits, survives a restart, and is taken once', async (t) => {
  const fixture = await startFixture(t);
  await fixture.toReview();
  await fixture.server.stop();
  await fixture.nurse().call('submit', {});
  const waiting = await fixture.untilState('waiting');
  assert.equal(waiting?.failure?.code, 'SERVER_UNREACHABLE');
  const captureId = waiting.captureId;
  await fixture.server.restart();
  fixture.server.state.submitAnswers.push('html', 'garbage', 'cut', 'cut after taking', 'DATABASE_BUSY');
  for (const code of ['SERVER_FAULT', 'SERVER_FAULT', 'SERVER_UNREACHABLE', 'SERVER_UNREACHABLE', 'DATABASE_BUSY']) {
    await fixture.nurse().call('retry', { captureId });
    await fixture.until('session', (view) => view?.state === 'waiting' && view.failure?.code === code);
    await fixture.untilState('waiting');
  }
  await fixture.restart();
  await fixture.login();
  await fixture.until('queue', ([entry]) => entry?.state === 'signed');
  assert.equal(fixture.server.taken.get(captureId)?.size, 1, 'one distinct envelope, however often it was sent');
});

test('an unplugged pad while signing is PAD_LOST, keeps the ink, and goes on within two seconds', async (t) => {
  const fixture = await startFixture(t);
  await fixture.login();
  await fixture.open();
  await fixture.nurse().call('startSigning', {});
  await fixture.write('f1');
  await fixture.nurse().call('simulateCable', { plugged: false });
  const lost = await fixture.until('session', (view) => view?.failure?.code === 'PAD_LOST');
  const before = lost?.fields[0]?.ink.length ?? 0;
  assert.ok(before > 20);
  assert.ok((await fixture.nurse().call('devices', {})).every(({ state }) => state === 'lost'));
  await fixture.nurse().call('simulateCable', { plugged: true });
  await fixture.until('session', (view) => view?.failure === null, 2000);
  await fixture.nurse().call('simulateSignature', {});
  await fixture.patient().call('confirmField', {});
  const after = await fixture.until('session', (view) => view?.fields[0]?.state === 'done');
  assert.ok((after?.fields[0]?.ink.length ?? 0) > before);
});

test('strokes that begin outside the box are taps; ink that leaves the box is refused', async (t) => {
  const fixture = await startFixture(t);
  await fixture.login();
  await fixture.open();
  await fixture.nurse().call('startSigning', {});
  await fixture.patient().call('beginField', { fieldId: 'f1', box: screenBox });
  const pen = (samples: [number, number, number, number][]) => fixture.patient().call('simulatePen', { samples });
  await pen([
    [0.1, 0.1, 0.5, 3],
    [0.5, 0.5, 0.5, 3],
    [0.6, 0.6, 0.5, 3],
    [0.6, 0.6, 0, 0],
  ]);
  await fixture.until('pen', ({ fieldId, samples }) => fieldId === null && samples.length >= 3);
  await assert.rejects(fixture.patient().call('confirmField', {}), { code: 'NO_STROKES' });
  await pen([
    [0.5, 0.5, 0.5, 3],
    [0.6, 0.5, 0.5, 3],
    [0.7, 0.9, 0.5, 3],
    [0.7, 0.9, 0, 2],
  ]);
  await fixture.until('pen', ({ fieldId }) => fieldId === 'f1');
  await assert.rejects(fixture.patient().call('confirmField', {}), { code: 'STROKES_OUTSIDE_FIELD' });
});

test('what is wrong at opening is named before the patient sees anything, and leaves no session', async (t) => {
  const fixture = await startFixture(t);
  const { state } = fixture.server;
  const refused = async (code: string) => {
    await assert.rejects(fixture.open(), { code });
    assert.equal(fixture.seen.findLast(({ event }) => event === 'session')?.data ?? null, null);
  };
  await refused('UNAUTHENTICATED');
  await fixture.login();
  const { task } = state;
  state.task = { ...task, status: 'cancelled' };
  await refused('TASK_CLOSED');
  state.task = { ...task, fields: task.fields.map((field) => ({ ...field, signedAt: 1 })) };
  await refused('FIELD_ALREADY_SIGNED');
  state.task = { ...task, signers: [{ role: 'patient', name: '别人', signedAt: null }] };
  await refused('INVALID_REQUEST');
  state.task = task;
  state.pdf = new Uint8Array([1]);
  await refused('DIGEST_MISMATCH');
  state.pdf = pdf;
  state.info.clockOffsetMs = 2 * 86_400_000;
  await refused('CLOCK_SKEW');
  state.info.clockOffsetMs = 0;
  await fixture.nurse().call('simulateCable', { plugged: false });
  await refused('PAD_NOT_CONNECTED');
  await fixture.nurse().call('simulateCable', { plugged: true });
  await fixture.until('devices', (views) => views.every((view) => view.state === 'ready'));
  state.staffToken = 'renewed';
  await refused('UNAUTHENTICATED');
  assert.equal(fixture.seen.findLast(({ event }) => event === 'staff')?.data, null, 'an expired login ends here too');
});

test('a production server without a pinned root is refused; a demo server’s first root stays pinned', async (t) => {
  const production = await startFixture(t);
  production.server.state.info.mode = 'production';
  await production.restart();
  await production.login();
  await assert.rejects(production.open(), { code: 'TRUST_ANCHOR_MISSING' });

  const demo = await startFixture(t);
  await demo.login();
  await demo.open();
  await demo.nurse().call('close', {});
  demo.server.state.evidenceChain = (await createAuthority()).evidenceChain;
  await demo.restart();
  await demo.login();
  await assert.rejects(demo.open(), { code: 'CERTIFICATE_INVALID' });
});
