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
  /** Certifies this server's own time-stamp key: its own CA's certificate, or an imported one of a licensed CA. */
  ownKey: Type.Boolean(),
  /** Null for that of the server's own CA. */
  imported: nullable(Type.Object({ at: Time, by: Text })),
});

export type TsaCertificate = Static<typeof TsaCertificate>;
