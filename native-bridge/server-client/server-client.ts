import {
  BedSignError,
  CaptureResult,
  check,
  type DeviceRequest,
  DeviceResult,
  LoginResult,
  limits,
  methods,
  ServerInfo,
  SignedUpdateFeed,
  stationTimeHeader,
  Task,
  VerificationReport,
} from '@bedsign/contract';
import type { Static, TSchema } from 'typebox';
import { type Call, callServer, parseJson } from './http.ts';

const submitTimeoutMs = 30_000;
/** A package over a ward's slowest line. */
const packageTimeoutMs = 30 * 60_000;

/** Who the station is to the server. */
export type Credential = { id: string; name: string; token: string };

/** The server's routes as functions; every answer is checked against the contract before anyone sees it. */
export type ServerClient = ReturnType<typeof createServerClient>;

export const createServerClient = (server: URL, credential: Credential) => {
  const bytes = (call: Call) => callServer(server, call);
  const json = async <S extends TSchema>(schema: S, call: Call): Promise<Static<S>> =>
    check(schema, parseJson(await bytes(call)), 'SERVER_FAULT');
  const text = async (call: Call) => new TextDecoder().decode(await bytes(call));
  const station = credential.token;

  return {
    info: () => json(ServerInfo, { route: 'info', timeoutMs: 5000 }),
    sm2Chain: () => text({ route: 'sm2Chain' }),
    login: (username: string, password: string) => json(LoginResult, { route: 'login', json: { username, password } }),
    logout: async (token: string): Promise<void> => void (await bytes({ route: 'logout', token })),
    departments: (token: string) => json(methods.departments.result, { route: 'departments', token }),
    patients: (token: string, q: string, departmentId?: string) =>
      json(methods.patients.result, { route: 'patients', token, query: { q, departmentId } }),
    tasks: (token: string, patientId: string) =>
      json(methods.tasks.result, { route: 'tasks', token, query: { patientId } }),
    task: (token: string, taskId: string) => json(Task, { route: 'task', token, params: { taskId } }),
    /** PDF bytes; the latest revision without `revision`. */
    documentContent: (token: string, documentId: string, revision?: number) =>
      bytes({
        route: 'documentContent',
        token,
        params: { documentId },
        query: { revision: revision?.toString() },
        timeoutMs: submitTimeoutMs,
        // A signed revision is longer than what was uploaded.
        maxBytes: 2 * limits.documentBytes,
      }),
    verification: (token: string, documentId: string) =>
      json(VerificationReport, {
        route: 'documentVerification',
        token,
        params: { documentId },
        timeoutMs: submitTimeoutMs,
      }),
    /** The signed list of updates, undefined where none is published. */
    updateFeed: (): Promise<SignedUpdateFeed | undefined> =>
      json(SignedUpdateFeed, { route: 'updateFeed', token: station }).catch((thrown) => {
        if (thrown instanceof BedSignError && thrown.code === 'NOT_FOUND') return undefined;
        throw thrown;
      }),
    updatePackage: (file: string, maxBytes: number) =>
      bytes({ route: 'updatePackage', token: station, params: { file }, maxBytes, timeoutMs: packageTimeoutMs }),
    enrolDevice: (request: DeviceRequest) =>
      json(DeviceResult, { route: 'enrolDevice', token: station, json: request }),
    /**
     * Idempotent by captureId: the same envelope gives the same answer however often it is sent. The clock it is sent
     * by is never before `sealedAt`, even if somebody has set the PC's clock back meanwhile.
     */
    submit: (captureId: string, envelope: Uint8Array, sealedAt: number) =>
      json(CaptureResult, {
        route: 'submitCapture',
        token: station,
        params: { captureId },
        headers: { [stationTimeHeader]: String(Math.max(Date.now(), sealedAt)) },
        bytes: envelope,
        timeoutMs: submitTimeoutMs,
      }),
  };
};
