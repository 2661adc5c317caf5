import { type Static, type TSchema, Type } from 'typebox';

const text = Type.String();
const integer = Type.Integer();
const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const rows = <P extends Record<string, TSchema>>(columns: P) =>
  Type.Array(Type.Object(columns, { additionalProperties: false }));
const base64 = Type.String({ contentEncoding: 'base64' });

/**
 * Everything that a server needs to come up on another machine as what it was: settings, keys with their certificates,
 * accounts, stations and devices. Not its records (documents, evidence, time stamps, audit): those are copied with the
 * data folder. Private keys stand here unsealed, so this never leaves the process but under a passphrase.
 */
export const BackupContent = Type.Object(
  {
    createdAt: integer,
    /** Of the server that made it. */
    software: text,
    /** Where its audit chain stood: the chain of the restored server begins by naming it. */
    audit: Type.Object({ rows: integer, hash: text }, { additionalProperties: false }),
    settings: rows({ name: text, value: text }),
    staff: rows({ id: text, username: text, name: text, role: text, password_hash: text, created_at: integer }),
    stations: rows({ id: text, name: text, token_hash: text, created_at: integer }),
    certificates: rows({
      ...{ serial: text, template: text, der: base64 },
      ...{ not_after: integer, issued_at: integer, revoked_at: nullable(integer) },
    }),
    identities: rows({ name: text, pkcs8: base64, certificate_serial: text }),
    tsaCertificates: rows({ fingerprint: text, chain: base64, imported_at: integer, imported_by: text }),
    devices: rows({
      ...{ serial: text, model: nullable(text), public_key: nullable(text) },
      ...{ certificate_serial: nullable(text), approved_at: nullable(integer) },
    }),
  },
  { additionalProperties: false },
);
export type BackupContent = Static<typeof BackupContent>;
