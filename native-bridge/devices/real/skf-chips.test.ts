import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createFakeUsb } from '../../testing/fake-usb.ts';
import { requireChip } from '../chip-lock.ts';
import { openDeviceSet } from '../device-set.ts';
import { createFinders } from './finders.ts';
import { realSource } from './real-source.ts';

const nobody = () => undefined;

test("a maker's library that the chip profile names: found, unlocked, lost and found again; without it, said", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'bedsign-skf-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const control = join(folder, 'control');
  process.env.SKF_STUB_CONTROL = control;
  t.after(() => delete process.env.SKF_STUB_CONTROL);
  writeFileSync(control, 'absent');
  const library = join(folder, 'skf.so');
  const stub = new URL('../../chips/skf/testing/skf-stub.c', import.meta.url).pathname;
  execFileSync('gcc', ['-shared', '-fPIC', '-DULONG=uint64_t', '-o', library, stub]);
  const start = (path: string) => {
    const chip = { library: path, ulongBytes: 8 as const, application: 'BEDSIGN', container: 'SIGN' };
    const devices = openDeviceSet(
      realSource(() => 0, createFinders({ chip }, createFakeUsb().bus)),
      { known: () => null, keep: nobody, forget: nobody },
      { sample: nobody, change: nobody, chip: nobody },
    );
    t.after(devices.close);
    const until = async (state: string, code: string | null) => {
      const is = () => `${devices.chip.view().state} ${devices.chip.view().failure?.code ?? null}`;
      for (let tries = 0; is() !== `${state} ${code}`; tries++) {
        assert.ok(tries < 1200, `${is()}, not ${state} ${code}`);
        await delay(25);
      }
    };
    return { devices, until };
  };

  const { devices, until } = start(library);
  await devices.look();
  assert.equal(devices.chip.view().state, 'absent');
  writeFileSync(control, 'present');
  await until('locked', 'CHIP_PIN_NEEDED');
  assert.equal(devices.chip.view().pinTriesLeft, 3);
  await assert.rejects(devices.chip.enterPin('1'), { code: 'CHIP_PIN_WRONG' });
  await devices.chip.enterPin('123456');
  assert.equal(requireChip(devices.chip).serial, 'STUB0001');
  writeFileSync(control, 'absent');
  await until('lost', null);
  writeFileSync(control, 'present');
  await until('locked', 'CHIP_PIN_NEEDED');

  const without = start(join(folder, 'missing.so'));
  await without.until('absent', 'CHIP_FAILED');
  assert.throws(() => requireChip(without.devices.chip), { code: 'CHIP_FAILED' });
});
