/**
 * A program that says who gets through: a guarded HTTP server on all addresses, and one call to it from each address
 * of the command line. `probe.ts ALLOW DENY ADDRESS…`; prints a JSON object of address to status, or 'closed'.
 */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGate } from '../gate.ts';
import { guardConnections } from '../guard-connections.ts';
import { createRefusalLog } from '../refusal-log.ts';

const [allow = '', deny = '', ...addresses] = process.argv.slice(2);
const rules = (list: string) => list.split(',').filter(Boolean);
const lists = { allow: rules(allow), deny: rules(deny) };

const server = createServer((_request, response) => response.end());
guardConnections(server, createGate(lists, createRefusalLog({ warn: () => undefined })));
await new Promise<void>((resolve) => void server.listen(0, '::', resolve));
const { port } = server.address() as AddressInfo;

/** From `address` to itself: the packets stay on this machine, and the server sees where they come from. */
const callFrom = (address: string) =>
  new Promise<number | 'closed'>((resolve) => {
    const sent = request({ host: address, localAddress: address, port, agent: false }, (response) =>
      resolve(response.resume().statusCode ?? 0),
    );
    sent.on('error', () => resolve('closed'));
    sent.end();
  });

const answers: Record<string, number | 'closed'> = {};
for (const address of addresses) answers[address] = await callFrom(address);
console.log(JSON.stringify(answers));
server.close();
