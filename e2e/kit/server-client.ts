import {
  type CaptureResult,
  fromShape,
  type LoginResult,
  type Patient,
  type RouteName,
  routePath,
  routes,
  type Task,
  type TaskCreated,
  type TaskRequest,
} from '@bedsign/contract';

/** The server's HTTP API as an integrator calls it. */
export type ServerClient = {
  request(route: RouteName, options?: RequestOptions): Promise<Response>;
  patients(query: string): Promise<Patient[]>;
  tasks(patientId: string): Promise<Task[]>;
  upload(pdf: Uint8Array, title: string): Promise<{ id: string }>;
  createTask(request: TaskRequest): Promise<TaskCreated>;
  content(documentId: string, revision?: number): Promise<Uint8Array>;
  evidence(captureId: string): Promise<Uint8Array>;
  capture(captureId: string): Promise<CaptureResult>;
};
export type RequestOptions = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
};

const read = async <T>(response: Promise<Response>): Promise<T> => (await (await response).json()) as T;
const bytes = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const json = (value: unknown): RequestOptions => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

/** Logs in and returns the client; refusals are thrown as the server's named error. */
export const connectServer = async (url: string, username: string, password: string): Promise<ServerClient> => {
  let token = '';
  const request: ServerClient['request'] = async (route, options = {}) => {
    const address = new URL(routePath(route, options.params), url);
    for (const [key, value] of Object.entries(options.query ?? {})) address.searchParams.set(key, value);
    const response = await fetch(address, {
      method: routes[route].method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...options.headers },
      ...(options.body === undefined ? {} : { body: options.body as RequestInit['body'] }),
    });
    if (response.ok) return response;
    const answer = (await response.json().catch(() => ({}))) as { error?: unknown };
    throw fromShape(answer.error, 'SERVER_FAULT');
  };
  const login = await read<LoginResult>(request('login', json({ username, password })));
  token = login.token;

  return {
    request,
    patients: (query) => read(request('patients', { query: { q: query } })),
    tasks: (patientId) => read(request('tasks', { query: { patientId } })),
    upload: (pdf, title) =>
      read(request('uploadDocument', { query: { title }, headers: { 'content-type': 'application/pdf' }, body: pdf })),
    createTask: (task) => read(request('createTask', json(task))),
    content: async (documentId, revision) =>
      bytes(
        await request('documentContent', {
          params: { documentId },
          query: revision === undefined ? {} : { revision: String(revision) },
        }),
      ),
    evidence: async (captureId) => bytes(await request('captureEvidence', { params: { captureId } })),
    capture: (captureId) => read(request('capture', { params: { captureId } })),
  };
};
