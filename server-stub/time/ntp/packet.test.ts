import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkReply } from './check-reply.ts';
import { clientRequest, decodePacket, encodePacket, packetBytes } from './packet.ts';
import { referenceIdOf } from './reference-id.ts';
import { readShort, readTimestamp, writeShort, writeTimestamp } from './timestamp.ts';

const view = (hex: string) => {
  const bytes = Buffer.from(hex.replace(/ /g, ''), 'hex');
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
};

/** RFC 5905 figure 4 gives the eras; seconds since 1900 in hex. */
const moments: [hex: string, utc: string][] = [
  ['ED0C1500 00000000', '2026-01-10T00:00:00.000Z'],
  ['FFFFFFFF 80000000', '2036-02-07T06:28:15.500Z'],
  ['00000000 00000001', '2036-02-07T06:28:16.000Z'],
  ['00000001 40000000', '2036-02-07T06:28:17.250Z'],
  ['7FFFFFFF 00000000', '2104-02-26T09:42:23.000Z'],
];
test('timestamps go on over the end of the era in 2036', () => {
  for (const [hex, utc] of moments) {
    const ms = readTimestamp(view(hex), 0);
    assert.equal(new Date(Math.floor(ms ?? 0)).toISOString(), utc, hex);
    const written = new DataView(new ArrayBuffer(8));
    writeTimestamp(written, 0, Date.parse(utc));
    assert.equal(written.getUint32(0), Number.parseInt(hex.slice(0, 8), 16), hex);
  }
  assert.equal(readTimestamp(view('00000000 00000000'), 0), undefined, 'zero is unknown, not 2036');
});

test('timestamps of any time until 2162 come back to a microsecond', () => {
  const times = fc.double({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2161, 11, 31), noNaN: true });
  fc.assert(
    fc.property(times, (ms) => {
      const written = new DataView(new ArrayBuffer(8));
      writeTimestamp(written, 0, ms);
      assert.ok(Math.abs((readTimestamp(written, 0) ?? 0) - ms) < 0.001);
    }),
  );
});

test('an interval is never written smaller than it is', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 60_000_000, noNaN: true }), (ms) => {
      const written = new DataView(new ArrayBuffer(4));
      writeShort(written, 0, ms);
      const read = readShort(written, 0);
      assert.ok(read >= ms - 1e-6 && read - ms < 0.016);
    }),
  );
  const written = new DataView(new ArrayBuffer(4));
  writeShort(written, 0, Number.POSITIVE_INFINITY);
  assert.equal(written.getUint32(0), 0xff_ff_ff_ff);
});

test('any bytes are a packet or none, and a packet is checked or refused by name', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.double({ min: 0, max: 2000, noNaN: true }), (bytes, elapsed) => {
      const packet = decodePacket(bytes);
      assert.equal(packet === undefined, bytes.length < packetBytes);
      if (!packet) return;
      try {
        const { receive, transmit, stratum } = checkReply(packet, elapsed);
        assert.ok(stratum >= 1 && stratum <= 15 && transmit >= receive && transmit - receive <= elapsed + 1);
      } catch (thrown) {
        assert.equal((thrown as Error).name, 'SourceError');
      }
      const again = decodePacket(encodePacket(packet));
      assert.ok(again);
      // A fraction of 2⁻³² s is finer than a double of ms since 1970 can hold.
      for (const key of ['receive', 'transmit', 'reference'] as const)
        assert.ok(again[key] === packet[key] || Math.abs((again[key] ?? 0) - (packet[key] ?? 0)) < 0.001);
      assert.deepEqual(
        { ...again, receive: 0, transmit: 0, reference: 0 },
        { ...packet, receive: 0, transmit: 0, reference: 0 },
      );
    }),
    { numRuns: 20_000 },
  );
});

test('a request says nothing but version, mode and a nonce', () => {
  const nonce = Buffer.from('0102030405060708', 'hex');
  assert.equal(Buffer.from(clientRequest(nonce)).toString('hex'), `23${'00'.repeat(39)}0102030405060708`);
});

test('reference identifiers of addresses', () => {
  assert.deepEqual([...referenceIdOf('10.0.3.255')], [10, 0, 3, 255]);
  const md5 = (address: string) => Buffer.from(referenceIdOf(address)).toString('hex');
  assert.equal(md5('::1'), 'cf404dc8', 'as md5sum has it');
  assert.equal(md5('::1'), md5('0:0:0:0:0:0:0:1'));
  assert.equal(md5('fe80::1%eth0'), md5('fe80:0:0:0:0:0:0:1'));
  assert.equal(md5('::ffff:10.0.0.1'), md5('::ffff:a00:1'));
  assert.notEqual(md5('2001:db8::1'), md5('2001:db8::2'));
});
