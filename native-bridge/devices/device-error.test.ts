import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DriverError, driverErrorCodes } from '@bedsign/drivers';
import { namedDeviceError } from './device-error.ts';

test('each flaw of a fingerprint has its own name, for the nurse does something else about each', () => {
  for (const [flaw, code] of [
    ['empty', 'FINGERPRINT_EMPTY'],
    ['partial', 'FINGERPRINT_PARTIAL'],
    ['smeared', 'FINGERPRINT_SMEARED'],
    ['another', 'FINGERPRINT_FAILED'],
  ] as const)
    assert.equal(namedDeviceError('reader', new DriverError('POOR_IMAGE', flaw)).code, code);
});

test('every failure of a driver has a name that speaks of its device, or of the system', () => {
  for (const [kind, pattern] of [
    ['pad', /^PAD_|^DEVICE_/],
    ['reader', /^FINGERPRINT_|^DEVICE_/],
    ['chip', /^CHIP_|^DEVICE_/],
  ] as const)
    for (const code of driverErrorCodes) assert.match(namedDeviceError(kind, new DriverError(code)).code, pattern);
});
