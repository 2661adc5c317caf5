import type { Kysely } from 'kysely';

/**
 * The rows as the queries see them. Only text and numbers, so that the same statements run on PostgreSQL: times are
 * milliseconds since 1970, digests are hex, and columns named `sealed` hold base64 of vault ciphertext.
 */
export type Tables = {
  setting: { name: string; value: string };
  staff: { id: string; username: string; name: string; role: string; password_hash: string; created_at: number };
  session: { token_hash: string; staff_id: string; expires_at: number };
  station: { id: string; name: string; token_hash: string; created_at: number };
  department: { id: string; code: string; name: string; description: string };
  patient: { id: string; department_id: string; sealed: string };
  document: { id: string; sealed: string; pages: number; created_at: number; created_by: string };
  revision: { document_id: string; number: number; digest: string; size: number; created_at: number };
  task: {
    id: string;
    sealed: string;
    document_id: string;
    patient_id: string;
    no_fingerprint: number;
    no_photo: number;
    created_at: number;
    created_by: string;
  };
  task_signer: { task_id: string; position: number; role: string; sealed: string };
  task_field: {
    id: string;
    task_id: string;
    position: number;
    sealed: string;
    role: string;
    page: number;
    x: number;
    y: number;
    width: number;
    height: number;
    signed_at: number | null;
    capture_id: string | null;
  };
  capture: {
    id: string;
    envelope_digest: string;
    bundle_digest: string;
    task_id: string;
    document_id: string;
    revision: number;
    station_id: string;
    certificate_serial: string;
    signed_at: number;
    stored_at: number;
  };
  certificate: {
    serial: string;
    template: string;
    sealed: string;
    not_after: number;
    issued_at: number;
    revoked_at: number | null;
  };
  identity: { name: string; sealed: string; certificate_serial: string };
  device: {
    serial: string;
    model: string | null;
    public_key: string | null;
    certificate_serial: string | null;
    approved_at: number | null;
  };
  update_package: { file: string; size: number; sha256: string; sm3: string; published_at: number };
  audit_head: { id: number; sealed: string };
  tsa_certificate: { fingerprint: string; sealed: string; imported_at: number; imported_by: string };
  audit: { sequence: number; at: number; event: string; subject: string; previous: string; hash: string };
};

/** A database or a transaction on it. */
export type Db = Kysely<Tables>;
