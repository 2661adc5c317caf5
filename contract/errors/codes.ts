/**
 * Every failure that a user or a calling program can see, with the HTTP status the server answers it with.
 * Codes are stable: HIS vendors switch on them. Texts stand in `texts-zh.ts` and `texts-en.ts`.
 */
export const errorStatus = {
  // any boundary
  INTERNAL: 500,
  INVALID_REQUEST: 400,
  UNAUTHENTICATED: 401,
  LOGIN_FAILED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNKNOWN_HOST: 421,
  // storage
  DATABASE_BUSY: 503,
  DISK_FULL: 507,
  STORAGE_DAMAGED: 500,
  DATA_FOLDER_IN_USE: 500,
  DATA_FOLDER_NOT_FOUND: 500,
  MASTER_KEY_MISSING: 500,
  // documents
  DOCUMENT_NOT_PDF: 422,
  DOCUMENT_DAMAGED: 422,
  DOCUMENT_ENCRYPTED: 422,
  DOCUMENT_LOCKED: 422,
  DOCUMENT_TOO_MANY_PAGES: 422,
  FIELD_NOT_FOUND: 422,
  FIELD_OUTSIDE_PAGE: 422,
  FIELD_OVERLAPS: 422,
  FIELD_ALREADY_SIGNED: 409,
  TASK_CLOSED: 409,
  // evidence
  EVIDENCE_MALFORMED: 422,
  EVIDENCE_NOT_DECRYPTABLE: 422,
  EVIDENCE_REPLAYED: 409,
  CAPTURE_CONFLICT: 409,
  CHIP_SIGNATURE_INVALID: 422,
  DEVICE_CERTIFICATE_UNTRUSTED: 422,
  DEVICE_MISMATCH: 422,
  SIMULATED_DEVICE_REFUSED: 422,
  DIGEST_MISMATCH: 422,
  TIMES_OUT_OF_ORDER: 422,
  CLOCK_SKEW: 422,
  NO_STROKES: 422,
  STROKES_OUTSIDE_FIELD: 422,
  FINGERPRINT_REQUIRED: 422,
  PHOTO_REQUIRED: 422,
  RESULT_NOT_VERIFIABLE: 422,
  // certificates and time stamps
  CERTIFICATE_INVALID: 422,
  TIME_STAMP_FAILED: 500,
  TIME_NOT_AVAILABLE: 503,
  ASN1_MALFORMED: 422,
  // devices, seen by the station
  PAD_NOT_CONNECTED: 503,
  PAD_LOST: 503,
  FINGERPRINT_NOT_CONNECTED: 503,
  FINGERPRINT_NO_FINGER: 408,
  FINGERPRINT_POOR_IMAGE: 422,
  FINGERPRINT_FAILED: 503,
  CHIP_NOT_CONNECTED: 503,
  CHIP_PIN_WRONG: 403,
  CHIP_PIN_LOCKED: 403,
  CHIP_FAILED: 503,
  CAMERA_ABSENT: 503,
  CAMERA_DENIED: 403,
  // the station
  SESSION_BUSY: 409,
  SESSION_STATE: 409,
  SERVER_UNREACHABLE: 503,
  SERVER_FAULT: 502,
  STATION_UNREACHABLE: 503,
  JOURNAL_DAMAGED: 500,
  // running the product
  CONFIG_INVALID: 400,
  DEMO_REFUSED: 403,
  PORT_IN_USE: 500,
  NODE_TOO_OLD: 500,
  SYSTEM_PACKAGE_MISSING: 500,
  TRUST_ANCHOR_MISSING: 400,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** What happened, and what the reader does next. */
export type ErrorText = { what: string; next: string };

export const isErrorCode = (value: unknown): value is ErrorCode =>
  typeof value === 'string' && Object.hasOwn(errorStatus, value);
