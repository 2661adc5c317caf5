import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type CaptureResult,
  type DeviceRequest,
  type ErrorCode,
  errorStatus,
  type Patient,
  type ServerInfo,
  type Staff,
  type Task,
  toHex,
} from '@bedsign/contract';
import { sm3 } from '@bedsign/gm';
import type { Authority } from './demo-authority.ts';

export const pdf = new TextEncoder().encode('%PDF-1.7 a consent form of a test');
export const staff: Staff = { id: 'u1', username: 'nurse', name: '李护士', role: 'nurse' };
export const patient: Patient = {
  id: 'p1',
  number: 'ZY0001',
  name: '王秀兰',
  sex: 'female',
  birthDate: '1950-01-01',
  bed: '12',
  departmentId: 'd1',
  departmentName: '普外科',
  openTasks: 1,
};
const field = (id: string, page: number) => ({
  id,
  label: '患者签名',
  role: 'patient' as const,
  page,
  rect: { x: 100, y: 100, width: 150, height: 50 },
  signedAt: null,
});
export const task: Task = {
  id: 't1',
  title: '手术知情同意书',
  status: 'open',
  patient,
  documentId: 'doc1',
  pages: 3,
  revision: 0,
  digest: toHex(sm3(pdf)),
  createdAt: 1,
  signers: [{ role: 'patient', name: patient.name, signedAt: null }],
  fields: [field('f1', 2), field('f2', 3)],
  allow: { noFingerprint: true, noPhoto: true },
};

/** How a submission is answered: taken, a named error, HTTP 500 with HTML, bytes that are no JSON, silence, a cut line. */
export type SubmitAnswer = 'ok' | ErrorCode | 'html' | 'garbage' | 'silence' | 'cut' | 'cut after taking';

const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** The server's side of the contract as far as a station's tests need it, with faults to order. */
export const startFakeServer = async (authority: Authority) => {
  /** Per captureId the distinct envelopes that arrived, by their bytes. */
  const taken = new Map<string, Map<string, Uint8Array>>();
  const state = {
    info: { mode: 'demo' as ServerInfo['mode'], clockOffsetMs: 0 },
    evidenceChain: authority.evidenceChain,
    task,
    pdf,
    submitAnswers: [] as SubmitAnswer[],
    staffToken: 'staff-token',
  };

  const take = (captureId: string, envelope: Uint8Array): CaptureResult => {
    const known = taken.get(captureId) ?? new Map<string, Uint8Array>();
    taken.set(captureId, known.set(createHash('sha256').update(envelope).digest('hex'), envelope));
    return {
      captureId,
      documentId: task.documentId,
      revision: 1,
      signedAt: Date.now(),
      evidenceDigest: 'ab',
      certificateSerial: 'cd',
    };
  };
  const submit = async (captureId: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const envelope = await readBody(request);
    const answer = state.submitAnswers.shift() ?? 'ok';
    if (answer === 'silence') return;
    if (answer === 'cut') return void response.destroy();
    if (answer === 'html') return void response.writeHead(500).end('<h1>500</h1>');
    if (answer === 'garbage') return void response.writeHead(200).end(Buffer.from([0xff, 0, 1]));
    if (answer !== 'ok' && answer !== 'cut after taking')
      return void response.writeHead(errorStatus[answer]).end(JSON.stringify({ error: { code: answer } }));
    const result = take(captureId, new Uint8Array(envelope));
    if (answer === 'cut after taking') return void response.destroy();
    response.end(JSON.stringify(result));
  };

  const json: Record<string, (request: IncomingMessage) => unknown> = {
    'GET /api/v1/info': (): ServerInfo => ({
      name: 'Test',
      version: '0',
      mode: state.info.mode,
      time: Date.now() + state.info.clockOffsetMs,
      evidenceChain: state.evidenceChain,
    }),
    'POST /api/v1/logout': () => ({}),
    'GET /api/v1/departments': () => [{ id: 'd1', code: 'PW', name: '普外科', description: '', patientCount: 1 }],
    'GET /api/v1/patients': () => [patient],
    'GET /api/v1/tasks': () => [state.task],
    'GET /api/v1/tasks/t1': () => state.task,
    'GET /api/v1/documents/doc1/verification': () => ({ ok: true, fileDigest: 'ab', checks: [], signatures: [] }),
    async 'POST /api/v1/devices'(request) {
      const { serial, publicKey } = JSON.parse((await readBody(request)).toString()) as DeviceRequest;
      return { chain: await authority.deviceChain(serial, new Uint8Array(Buffer.from(publicKey, 'hex'))) };
    },
    async 'POST /api/v1/login'(request) {
      const { password } = JSON.parse((await readBody(request)).toString()) as { password: string };
      return password === 'right' ? { token: state.staffToken, staff, expiresAt: Date.now() + 3_600_000 } : null;
    },
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://x');
    const name = `${request.method} ${url.pathname}`;
    const refuse = (code: ErrorCode) => response.writeHead(errorStatus[code]).end(JSON.stringify({ error: { code } }));
    const { authorization } = request.headers;
    const open = ['GET /api/v1/info', 'GET /ca/chain.pem', 'POST /api/v1/login'].includes(name);
    if (!open && authorization !== `Bearer ${state.staffToken}` && authorization !== 'Bearer station-token')
      return refuse('UNAUTHENTICATED');
    const capture = /^PUT \/api\/v1\/captures\/([0-9a-f-]+)$/.exec(name)?.[1];
    if (capture) return submit(capture, request, response);
    if (name === 'GET /ca/chain.pem') return response.end(authority.rootPem);
    if (name === 'GET /api/v1/documents/doc1/content') return response.end(state.pdf);
    const answer = await json[name]?.(request);
    if (answer === null) return refuse('LOGIN_FAILED');
    if (answer === undefined) return refuse('NOT_FOUND');
    response.end(JSON.stringify(answer));
  });

  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { state, taken, url: new URL(`http://127.0.0.1:${port}`), stop, restart: () => listen(port) };
};
export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>;
