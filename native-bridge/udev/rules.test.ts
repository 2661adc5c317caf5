import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { padCatalogue } from '@bedsign/drivers';
import { udevRules } from './rules.ts';
import { rulesFile } from './rules-file.ts';

test('the packaged rules are those of the table of devices: npm run udev-rules', () => {
  assert.equal(readFileSync(rulesFile, 'utf8'), udevRules());
});

/** What udev would make of a hidraw node of this device: vendor and product are matched one line at a time. */
const opens = (vendorId: number, productId: number): boolean =>
  udevRules()
    .split('\n')
    .some((line) => {
      const [, vendor, products] =
        /^SUBSYSTEM=="hidraw", ATTRS\{idVendor\}=="(\w{4})"(?:, ATTRS\{idProduct\}=="([\w|]+)")?, MODE="0660"/.exec(
          line,
        ) ?? [];
      const product = productId.toString(16).padStart(4, '0');
      return vendor === vendorId.toString(16).padStart(4, '0') && (products?.split('|').includes(product) ?? true);
    });

test('every pad of the catalogue may be opened, a mouse may not', () => {
  for (const family of padCatalogue)
    if (family.transport === 'hid' && family.id !== 'hid-pen')
      for (const { model, vendorId, productId } of family.models) assert.ok(opens(vendorId, productId), model.name);
  assert.ok(!opens(0x046d, 0xc077));
  assert.ok(!udevRules().includes('1209'), 'the simulated module is no product');
});

test('udev itself finds no fault in them', (t) => {
  try {
    execFileSync('udevadm', ['--version'], { stdio: 'pipe' });
  } catch {
    return t.skip('no udevadm');
  }
  const verify = () => execFileSync('udevadm', ['verify', '--resolve-names=never', rulesFile], { stdio: 'pipe' });
  try {
    verify();
  } catch (failure) {
    const told = String((failure as { stderr?: Buffer }).stderr);
    // systemd has the verb since 254.
    if (/Unknown command verb/.test(told)) return t.skip('this udevadm cannot verify');
    assert.fail(told);
  }
});
