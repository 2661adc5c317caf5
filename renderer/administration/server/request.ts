import { BedSignError, fromShape, type RouteName, routePath, routes } from '@bedsign/contract';

export type RequestOptions = {
  params?: Record<string, string>;
  query?: Record<string, string>;
  json?: unknown;
  bytes?: Uint8Array;
};

const bodyOf = ({ json, bytes }: RequestOptions): RequestInit => {
  if (bytes) return { body: new Uint8Array(bytes), headers: { 'content-type': 'application/octet-stream' } };
  if (json === undefined) return {};
  return { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } };
};

/** One call of the server that this page came from; rejects with a BedSignError. */
export const request = async (
  route: RouteName,
  token: string | null,
  options: RequestOptions = {},
): Promise<Response> => {
  const { body, headers } = bodyOf(options);
  const query = new URLSearchParams(options.query).toString();
  let response: Response;
  try {
    response = await fetch(`${routePath(route, options.params)}${query && `?${query}`}`, {
      method: routes[route].method,
      headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: body ?? null,
    });
  } catch (cause) {
    throw new BedSignError('SERVER_SILENT', undefined, { cause });
  }
  if (response.ok) return response;
  const { error } = (await response.json().catch(() => ({}))) as { error?: unknown };
  throw fromShape(error, 'SERVER_FAULT');
};
