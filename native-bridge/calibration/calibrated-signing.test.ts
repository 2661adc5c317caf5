import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calibrationTargets, checkStrokes, onScreen, type Spot } from '@bedsign/contract';
import { createAuthority } from '../testing/demo-authority.ts';
import { jpeg, screenBox, startFixture } from '../testing/station-fixture.ts';

test('a pad that lies askew is calibrated: ink lands in its box, and the evidence keeps the raw counts and the map', async (t) => {
  const authority = await createAuthority();
  const fixture = await startFixture(t, {}, authority);
  const [nurse, patient] = [fixture.nurse(), fixture.patient()];
  const tap = ({ x, y }: Spot) =>
    patient.call('simulatePen', {
      samples: [
        [x, y, 0.5, 3],
        [x, y, 0.5, 3],
        [x, y, 0, 2],
      ],
    });
  await fixture.login();
  await nurse.call('simulateSkew', { skewed: true });

  await fixture.open();
  await nurse.call('startSigning', {});
  await patient.call('beginField', { fieldId: 'f1', box: screenBox });
  await assert.rejects(nurse.call('startCalibration', {}), { code: 'SESSION_BUSY' });
  await nurse.call('close', {});

  await nurse.call('startCalibration', {});
  for (const target of calibrationTargets) await tap(target);
  const view = await fixture.until('calibration', ({ run }) => run?.state === 'done');
  assert.ok((view.current?.errorMm ?? 9) < 0.1);
  await nurse.call('endCalibration', {});

  await fixture.open();
  await nurse.call('startSigning', {});
  for (const fieldId of ['f1', 'f2']) {
    await patient.call('beginField', { fieldId, box: screenBox });
    await nurse.call('simulateSignature', {});
    await patient.call('confirmField', {});
  }
  const ink = (await fixture.untilState('fingerprint'))?.fields[0]?.ink.filter(([, , , flags]) => flags & 1) ?? [];
  assert.ok(ink.length > 100);
  const { x, y, width, height } = screenBox;
  assert.ok(ink.every(([px, py]) => px > x && px < x + width && py > y && py < y + height));
  await fixture.finger();
  await nurse.call('photo', { jpeg });
  await nurse.call('submit', {});
  const signed = await fixture.untilState('signed');
  const [envelope] = fixture.server.taken.get(signed?.captureId ?? '')?.values() ?? [];
  assert.ok(envelope);
  const { devices, fields } = authority.open(envelope).decoded;
  const { pad } = devices;
  assert.ok(pad.mapping);
  for (const { box, samples } of fields) {
    assert.ok(
      samples.every(([px, py]) => Number.isInteger(px) && Number.isInteger(py)),
      'counts as the pad sent them',
    );
    checkStrokes(onScreen(samples, pad), box);
    const mapped = onScreen(samples, pad);
    const far = samples.filter(([, py], i) => Math.abs(py - (mapped[i]?.[1] ?? py)) > pad.maxY / 100).length;
    assert.ok(far > samples.length / 2, 'the raw counts lie elsewhere');
  }
});
