import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErrorShape, type LoginResult, type RouteName, routePath, routes } from '@bedsign/contract';
import { demoAccounts } from '../demo/hospital.ts';
import { type RunningServer, type ServerOptions, startServer } from '../server.ts';

export type Call = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  token?: string;
  json?: unknown;
  bytes?: Uint8Array;
};
/** `error` is the answer's error where there is one. */
export type Answer = { status: number; bytes: Uint8Array; json: unknown; error: ErrorShape | undefined };

/** Calls one route of a running server. */
export const call = async (url: string, route: RouteName, options: Call = {}): Promise<Answer> => {
  const { params, query = {}, headers, token, json, bytes } = options;
  const response = await fetch(`${url}${routePath(route, params)}?${new URLSearchParams(query)}`, {
    method: routes[route].method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? (bytes as RequestInit['body']) : JSON.stringify(json),
  });
  const body = new Uint8Array(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.includes('application/json') ?? false;
  const parsed: unknown = isJson ? JSON.parse(Buffer.from(body).toString()) : undefined;
  const error = (parsed as { error?: ErrorShape } | undefined)?.error;
  return { status: response.status, bytes: body, json: parsed, error };
};

/** A token of a demo account. */
export const logIn = async (url: string, username: string): Promise<LoginResult> => {
  const password = demoAccounts.find((account) => account.username === username)?.password;
  return (await call(url, 'login', { json: { username, password } })).json as LoginResult;
};
export const login = async (url: string, username: string): Promise<string> => (await logIn(url, username)).token;

export type Credential = { id: string; name: string; token: string };
export const stationCredential = (data: string): Credential =>
  JSON.parse(readFileSync(join(data, 'station-credential.json'), 'utf8')) as Credential;

/** A running server that also closes when the test that started it fails. */
export type TestServer = RunningServer & AsyncDisposable;

export const startTest = async (
  options: Pick<ServerOptions, 'data' | 'host' | 'demo' | 'pages'>,
): Promise<TestServer> => {
  const server = await startServer({ ...options, port: 0, logLevel: 'silent' });
  return { ...server, [Symbol.asyncDispose]: server.close };
};

export const startDemo = (data: string): Promise<TestServer> => startTest({ data, host: '127.0.0.1', demo: true });

/** A folder of its own under the system's temporary one. */
export const temporaryFolder = async (): Promise<{ path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'bedsign-server-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};
