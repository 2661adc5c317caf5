import { writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import type { UsbFunction } from './usb-function.ts';
import { nothing, type Setup } from './usb-interface.ts';

/** Kernel documentation, usb/usbip_protocol: headers of 48 bytes, big endian. */
const headerBytes = 48;
const submit = 1;
const unlink = 2;
const stalled = -32;
const reset = -104;
/** 12 Mbit/s. */
const fullSpeed = 2;

type Pending = { sequence: number; length: number };

const header = (command: number, sequence: number, status: number, length = 0): Buffer => {
  const bytes = Buffer.alloc(headerBytes);
  bytes.writeUInt32BE(command, 0);
  bytes.writeUInt32BE(sequence, 4);
  bytes.writeInt32BE(status, 20);
  bytes.writeUInt32BE(length, 24);
  return bytes;
};

const setupOf = (bytes: Buffer): Setup => ({
  requestType: bytes.readUInt8(40),
  request: bytes.readUInt8(41),
  value: bytes.readUInt16LE(42),
  index: bytes.readUInt16LE(44),
  length: bytes.readUInt16LE(46),
});

/** Plays the device to the kernel's virtual host controller at the other end of `socket`. */
const serve = (socket: Socket, usb: UsbFunction): void => {
  const waiting = new Map<number, Pending[]>();
  const ready = new Map<number, Uint8Array[]>();
  const queue = <T>(of: Map<number, T[]>, endpoint: number): T[] => {
    const found = of.get(endpoint) ?? [];
    of.set(endpoint, found);
    return found;
  };
  const answer = (sequence: number, bytes: Uint8Array | 'stall', taken = bytes.length) => {
    if (bytes === 'stall') {
      socket.write(header(3, sequence, stalled));
      return;
    }
    socket.write(header(3, sequence, 0, taken));
    if (bytes.length > 0) socket.write(bytes);
  };
  const flush = (endpoint: number): void => {
    const [requests, transfers] = [queue(waiting, endpoint), queue(ready, endpoint)];
    while (requests.length > 0 && transfers.length > 0) {
      const [request, bytes] = [requests.shift() as Pending, transfers.shift() as Uint8Array];
      if (bytes.length > request.length) transfers.unshift(bytes.subarray(request.length));
      answer(request.sequence, bytes.subarray(0, request.length));
    }
  };
  const stop = usb.onIn((endpoint, bytes) => {
    queue(ready, endpoint).push(bytes);
    flush(endpoint);
  });
  socket.on('close', stop);
  socket.on('error', stop);

  const handle = (bytes: Buffer, data: Buffer): void => {
    const [command, sequence] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
    if (command === unlink) {
      const victim = bytes.readUInt32BE(20);
      let found = false;
      for (const requests of waiting.values()) {
        const at = requests.findIndex((request) => request.sequence === victim);
        if (at >= 0) found = requests.splice(at, 1).length > 0;
      }
      socket.write(header(4, sequence, found ? reset : 0));
      return;
    }
    const [into, endpoint, length] = [bytes.readUInt32BE(12) === 1, bytes.readUInt32BE(16), bytes.readUInt32BE(24)];
    if (endpoint === 0) {
      const reply = usb.control(setupOf(bytes), new Uint8Array(data));
      if (reply === 'silence') queue(waiting, endpoint).push({ sequence, length });
      else answer(sequence, reply, into ? reply.length : data.length);
      return;
    }
    if (!into) {
      usb.out(endpoint, new Uint8Array(data));
      answer(sequence, nothing, data.length);
      return;
    }
    queue(waiting, endpoint).push({ sequence, length });
    flush(endpoint);
  };

  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes) {
      const outgoing = rest.readUInt32BE(0) === submit && rest.readUInt32BE(12) === 0 ? rest.readUInt32BE(24) : 0;
      if (rest.length < headerBytes + outgoing) return;
      handle(rest.subarray(0, headerBytes), rest.subarray(headerBytes, headerBytes + outgoing));
      rest = rest.subarray(headerBytes + outgoing);
    }
  });
};

const controller = '/sys/devices/platform/vhci_hcd.0';

/**
 * Plugs a device into port `port` of the virtual host controller and returns how to pull it. The kernel takes over the
 * socket of the process that writes to `attach`, and asks of it only that it is a stream.
 */
export const plugIn = async (usb: UsbFunction, port: number): Promise<() => void> => {
  const name = `\0bedsign-usb-${port}-${Math.random()}`;
  const server = createServer((socket) => serve(socket, usb));
  await new Promise<void>((resolve) => server.listen(name, resolve));
  const host = connect(name).pause();
  await new Promise((resolve) => host.once('connect', resolve));
  const { fd } = (host as unknown as { _handle: { fd: number } })._handle;
  writeFileSync(`${controller}/attach`, `${port} ${fd} ${0x10000 + port + 2} ${fullSpeed}`);
  host.destroy();
  return () => {
    writeFileSync(`${controller}/detach`, String(port));
    usb.powerLoss();
    server.close();
  };
};
