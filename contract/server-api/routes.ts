/**
 * The server's routes, one row each. `by` says whose bearer token a call needs: `staff` (from a login), `station`
 * (from enrolment), `any` of the two, or nobody. Binary bodies are marked; everything else is JSON.
 */
export const routes = {
  info: { method: 'GET', path: '/api/v1/info', by: 'nobody' },
  login: { method: 'POST', path: '/api/v1/login', by: 'nobody' },
  logout: { method: 'POST', path: '/api/v1/logout', by: 'staff' },
  departments: { method: 'GET', path: '/api/v1/departments', by: 'staff' },
  /** ?q= part of name, bed or number; ?departmentId= */
  patients: { method: 'GET', path: '/api/v1/patients', by: 'staff' },
  /** ?patientId= */
  tasks: { method: 'GET', path: '/api/v1/tasks', by: 'staff' },
  task: { method: 'GET', path: '/api/v1/tasks/:taskId', by: 'staff' },
  createTask: { method: 'POST', path: '/api/v1/tasks', by: 'staff' },
  /** Body application/pdf; ?title= */
  uploadDocument: { method: 'POST', path: '/api/v1/documents', by: 'staff' },
  /** Answers application/pdf; ?revision=, the latest without it. */
  documentContent: { method: 'GET', path: '/api/v1/documents/:documentId/content', by: 'staff' },
  documentVerification: { method: 'GET', path: '/api/v1/documents/:documentId/verification', by: 'staff' },
  /** Body application/octet-stream: evidence.bin; header `stationTimeHeader`. Idempotent. */
  submitCapture: { method: 'PUT', path: '/api/v1/captures/:captureId', by: 'station' },
  capture: { method: 'GET', path: '/api/v1/captures/:captureId', by: 'any' },
  /** Answers application/octet-stream: the evidence.bin as it was submitted, encrypted to the server. */
  captureEvidence: { method: 'GET', path: '/api/v1/captures/:captureId/evidence', by: 'staff' },
  enrolDevice: { method: 'POST', path: '/api/v1/devices', by: 'station' },
  sm2Chain: { method: 'GET', path: '/ca/chain.pem', by: 'nobody' },
  ecdsaChain: { method: 'GET', path: '/ca/ecdsa/chain.pem', by: 'nobody' },
  /** RFC 3161 §3.4: application/timestamp-query to application/timestamp-reply. */
  sm2TimeStamp: { method: 'POST', path: '/tsa', by: 'nobody' },
  ecdsaTimeStamp: { method: 'POST', path: '/tsa/ecdsa', by: 'nobody' },
} as const satisfies Record<
  string,
  { method: 'GET' | 'POST' | 'PUT'; path: string; by: 'nobody' | 'staff' | 'station' | 'any' }
>;

export type RouteName = keyof typeof routes;

/** `routes[name].path` with its parameters filled in. */
export const routePath = (name: RouteName, params: Record<string, string> = {}): string =>
  routes[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));

/** The station's clock at the moment of sending (ms since 1970), so that a bundle that waited is not taken for a wrong clock. */
export const stationTimeHeader = 'bedsign-station-time';

/** Limits that both sides know. */
export const limits = {
  documentBytes: 50 * 1024 * 1024,
  evidenceBytes: 20 * 1024 * 1024,
  documentPages: 500,
  /** Largest difference between the station's and the server's clock. */
  clockSkewMs: 10 * 60 * 1000,
} as const;
