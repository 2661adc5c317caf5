import { startHead } from '../audit/start-head.ts';
import type { Vault } from '../secrets/index.ts';
import { sealTexts } from './seal-texts.ts';
import type { Db } from './tables.ts';

/**
 * `convert`: what SQL alone cannot do to the rows that are there. `vacuum`: first, outside of the transaction, writes the
 * file anew, so that nothing is left in it of what migrations before have replaced.
 */
type Migration = {
  name: string;
  statements: string[];
  convert?: (trx: Db, vault: Vault) => Promise<void>;
  vacuum?: boolean;
};

/** What each version of the schema adds, in order; a row never changes once released. SQL that PostgreSQL reads too. */
export const migrations: Migration[] = [
  {
    name: '001-first',
    statements: [
      'create table setting (name text primary key, value text not null)',
      'create table counter (name text primary key, value bigint not null)',
      `create table staff (id text primary key, username text not null unique, name text not null, role text not null,
        password_hash text not null, created_at bigint not null)`,
      `create table session (token_hash text primary key, staff_id text not null references staff (id),
        expires_at bigint not null)`,
      `create table station (id text primary key, name text not null, token_hash text not null unique,
        created_at bigint not null)`,
      `create table department (id text primary key, code text not null unique, name text not null,
        description text not null)`,
      `create table patient (id text primary key, department_id text not null references department (id),
        sealed text not null)`,
      `create table document (id text primary key, title text not null, pages integer not null,
        created_at bigint not null, created_by text not null)`,
      // The primary key is what makes two acts on one revision impossible, whatever the processes do.
      `create table revision (document_id text not null references document (id), number integer not null,
        digest text not null, size bigint not null, created_at bigint not null, primary key (document_id, number))`,
      `create table task (id text primary key, title text not null, document_id text not null references document (id),
        patient_id text not null references patient (id), no_fingerprint integer not null, no_photo integer not null,
        created_at bigint not null, created_by text not null)`,
      'create index task_patient on task (patient_id)',
      `create table task_signer (task_id text not null references task (id), position integer not null,
        role text not null, sealed text not null, primary key (task_id, position))`,
      `create table task_field (id text primary key, task_id text not null references task (id),
        position integer not null, label text not null, role text not null, page integer not null,
        x double precision not null, y double precision not null, width double precision not null,
        height double precision not null, signed_at bigint, capture_id text)`,
      'create index task_field_task on task_field (task_id)',
      `create table certificate (serial text primary key, template text not null, sealed text not null,
        not_after bigint not null, issued_at bigint not null, revoked_at bigint)`,
      `create table identity (name text primary key, sealed text not null,
        certificate_serial text not null references certificate (serial))`,
      // bundle_digest is unique: the same evidence can never be used for two acts.
      `create table capture (id text primary key, envelope_digest text not null, bundle_digest text not null unique,
        task_id text not null references task (id), document_id text not null, revision integer not null,
        station_id text not null references station (id),
        certificate_serial text not null references certificate (serial),
        signed_at bigint not null, stored_at bigint not null,
        foreign key (document_id, revision) references revision (document_id, number))`,
      'create table time_stamp (serial text primary key, profile text not null, gen_time bigint not null, token text not null)',
      `create table device (serial text primary key, model text, public_key text,
        certificate_serial text references certificate (serial), approved_at bigint)`,
      `create table audit (sequence bigint primary key, at bigint not null, event text not null, subject text not null,
        previous text not null, hash text not null)`,
    ],
  },
  {
    name: '002-audit-head',
    statements: ['create table audit_head (id integer primary key, sealed text not null)'],
    convert: startHead,
  },
  {
    name: '003-sealed-texts',
    statements: [
      'alter table document rename column title to sealed',
      'alter table task rename column title to sealed',
      'alter table task_field rename column label to sealed',
    ],
    convert: sealTexts,
  },
  { name: '004-vacuum', statements: [], vacuum: true },
  {
    name: '005-tsa-certificates',
    statements: [
      `create table tsa_certificate (fingerprint text primary key, sealed text not null, imported_at bigint not null,
        imported_by text not null)`,
    ],
  },
  // Tokens stand in a log of their own (tsa/log); those of this table stand in the signed documents too.
  { name: '006-token-log', statements: ['drop table time_stamp'] },
  {
    name: '007-audit-events',
    // Serial numbers come from the token log and from chance: nothing counts here any more.
    statements: ['drop table counter', 'create index audit_event on audit (event, sequence)'],
  },
  {
    name: '008-updates',
    statements: [
      `create table update_package (file text primary key, size bigint not null, sha256 text not null, sm3 text not null,
        published_at bigint not null)`,
    ],
  },
];
