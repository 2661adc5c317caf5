import { type StaffRole, staffRoles } from './schemas.ts';

/** Whom a bearer token stands for: staff in the role of their account (from a login), or a station (from enrolment). */
export type CallerRole = StaffRole | 'station';
/** The roles that may call a route; `nobody` where it needs no token. */
export type Access = 'nobody' | readonly CallerRole[];

/** The server's routes, one row each. `by` says who may call. Binary bodies are marked; everything else is JSON. */
export const routes = {
  info: { method: 'GET', path: '/api/v1/info', by: 'nobody' },
  login: { method: 'POST', path: '/api/v1/login', by: 'nobody' },
  logout: { method: 'POST', path: '/api/v1/logout', by: staffRoles },
  departments: { method: 'GET', path: '/api/v1/departments', by: staffRoles },
  /** ?q= part of name, bed or number; ?departmentId= */
  patients: { method: 'GET', path: '/api/v1/patients', by: staffRoles },
  /** ?patientId= */
  tasks: { method: 'GET', path: '/api/v1/tasks', by: staffRoles },
  task: { method: 'GET', path: '/api/v1/tasks/:taskId', by: staffRoles },
  createTask: { method: 'POST', path: '/api/v1/tasks', by: ['integrator', 'administrator'] },
  /** Body application/pdf; ?title= */
  uploadDocument: { method: 'POST', path: '/api/v1/documents', by: ['integrator', 'administrator'] },
  /** Answers application/pdf; ?revision=, the latest without it. */
  documentContent: { method: 'GET', path: '/api/v1/documents/:documentId/content', by: staffRoles },
  documentVerification: { method: 'GET', path: '/api/v1/documents/:documentId/verification', by: staffRoles },
  /** Body application/octet-stream: evidence.bin; header `stationTimeHeader`. Idempotent. */
  submitCapture: { method: 'PUT', path: '/api/v1/captures/:captureId', by: ['station'] },
  capture: { method: 'GET', path: '/api/v1/captures/:captureId', by: ['station', 'integrator', 'administrator'] },
  /**
   * Answers application/octet-stream: the evidence.bin as it was submitted, encrypted to the server. Strokes,
   * fingerprint and photo of a patient: handed out to a court through an administrator, part of nobody's daily work.
   */
  captureEvidence: { method: 'GET', path: '/api/v1/captures/:captureId/evidence', by: ['administrator'] },
  enrolDevice: { method: 'POST', path: '/api/v1/devices', by: ['station'] },
  sm2Chain: { method: 'GET', path: '/ca/chain.pem', by: 'nobody' },
  ecdsaChain: { method: 'GET', path: '/ca/ecdsa/chain.pem', by: 'nobody' },
  /** RFC 3161 §3.4: application/timestamp-query to application/timestamp-reply. */
  sm2TimeStamp: { method: 'POST', path: '/tsa', by: 'nobody' },
  ecdsaTimeStamp: { method: 'POST', path: '/tsa/ecdsa', by: 'nobody' },
  /** Time stamps in JSON. A token names the account that asked for it as its application. */
  issueTimeStamp: { method: 'POST', path: '/api/v1/tsa/tokens', by: ['integrator', 'administrator'] },
  verifyTimeStamp: { method: 'POST', path: '/api/v1/tsa/verification', by: ['integrator', 'administrator'] },
  parseTimeStamp: { method: 'POST', path: '/api/v1/tsa/parsing', by: ['integrator', 'administrator'] },
  /** The log of issued tokens: `TimeStampQuery`. An integrator finds its own. */
  timeStamps: { method: 'GET', path: '/api/v1/tsa/tokens', by: ['integrator', 'administrator'] },
  timeStamp: { method: 'GET', path: '/api/v1/tsa/tokens/:serial', by: ['integrator', 'administrator'] },
  /** Answers application/x-tar: all tokens of a `TimeStampFilter` as .tsr files, and the certificates to verify them with. */
  exportTimeStamps: { method: 'GET', path: '/api/v1/tsa/export', by: ['administrator'] },
  tsaStatus: { method: 'GET', path: '/api/v1/tsa/status', by: ['administrator'] },
  tsaSettings: { method: 'GET', path: '/api/v1/tsa/settings', by: ['administrator'] },
  /** The server's own time-stamp certificates, and those of other authorities that it trusts; ?q= part of their text. */
  tsaCertificates: { method: 'GET', path: '/api/v1/tsa/certificates', by: ['administrator'] },
  /** Answers application/x-pem-file: PKCS#10 for the server's own key; the profile is sm2 or ecdsa. */
  tsaCertificateRequest: {
    method: 'GET',
    path: '/api/v1/tsa/certificate-requests/:profile',
    by: ['administrator'],
  },
  /** Body application/octet-stream: a PEM chain, or one certificate in DER. */
  importTsaCertificate: { method: 'POST', path: '/api/v1/tsa/certificates', by: ['administrator'] },
  /** Answers application/pem-certificate-chain. */
  exportTsaCertificate: { method: 'GET', path: '/api/v1/tsa/certificates/:fingerprint', by: ['administrator'] },
  removeTsaCertificate: { method: 'DELETE', path: '/api/v1/tsa/certificates/:fingerprint', by: ['administrator'] },
  testConnectivity: { method: 'POST', path: '/api/v1/tsa/connectivity', by: ['administrator'] },
  /** Answers application/octet-stream: settings, keys and accounts under the passphrase, for `server restore`. */
  makeBackup: { method: 'POST', path: '/api/v1/backup', by: ['administrator'] },
  /** The signed list of published packages; NOT_FOUND until one is published. */
  updateFeed: { method: 'GET', path: '/api/v1/updates', by: ['station'] },
  /** Answers application/octet-stream: a package that the feed names. */
  updatePackage: { method: 'GET', path: '/api/v1/updates/:file', by: ['station'] },
  changeTsaSettings: { method: 'PUT', path: '/api/v1/tsa/settings', by: ['administrator'] },
} as const satisfies Record<string, { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; by: Access }>;

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
