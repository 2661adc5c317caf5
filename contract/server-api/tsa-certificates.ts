import { type Static, Type } from 'typebox';
import { Id, nullable, Text, Time } from '../schema-parts.ts';

/** The certificate of a time-stamp authority: one of this server's own, or another's whose tokens are trusted here. */
export const TsaCertificate = Type.Object({
  /** SM3 of the certificate, hex. */
  fingerprint: Id,
  subject: Type.String(),
  issuer: Type.String(),
  /** Hex. */
  serial: Text,
  algorithm: Text,
  notBefore: Time,
  notAfter: Time,
  /** How many certificates its chain has, itself included. */
  chainLength: Type.Integer({ minimum: 1 }),
  /** Null for the server's own. */
  imported: nullable(Type.Object({ at: Time, by: Text })),
});

export type TsaCertificate = Static<typeof TsaCertificate>;
