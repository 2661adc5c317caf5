import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namedFailure } from './named-failure.ts';

/** Words that node-hid, serialport and usb were seen to use, or have in their binaries. */
const seen: [string, string][] = [
  ['could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)', 'LOST'],
  ['ioctl (GFEATURE): No such device', 'LOST'],
  ['Error: bad file descriptor', 'LOST'],
  ['ioctl (GFEATURE): Connection timed out', 'TIMEOUT'],
  ['ioctl (GFEATURE): Broken pipe', 'PROTOCOL'],
  ['controlTransferIn error: endpoint stalled', 'PROTOCOL'],
  [
    "cannot open device with path /dev/hidraw0: Failed to open a device with path '/dev/hidraw0': Permission denied",
    'ACCESS_DENIED',
  ],
  ['Error: Error Resource temporarily unavailable Cannot lock port', 'BUSY'],
  ['open error: failed to open device (errno 13)', 'ACCESS_DENIED'],
  ['claimInterface error: interface is busy (errno 16)', 'BUSY'],
  ['claimInterface error: failed to claim interface (errno 19)', 'LOST'],
  ['transferIn error: transfer was cancelled', 'TIMEOUT'],
];

test('what the libraries say has a name', () => {
  for (const [words, code] of seen) assert.equal(namedFailure('x', new Error(words)).code, code, words);
});
