import { type Static, Type } from 'typebox';
import { closed, Id, nullable, Text, Time } from '../schema-parts.ts';
import { TimeState } from './time.ts';

const Hex = (least: number, most: number) => Type.String({ pattern: `^([0-9a-f]{2}){${least},${most}}$` });
/** DER in base64; the longest token with its certificates fits many times over. */
const Base64 = (most: number) => Type.String({ minLength: 4, maxLength: most, contentEncoding: 'base64' });
const TokenBytes = Base64(96 * 1024);

export const stampProfiles = ['sm2', 'ecdsa'] as const;
const Profile = Type.Enum([...stampProfiles]);
/** The hashes that are stamped, and the bytes of their digests. */
export const stampHashes = { sm3: 32, sha256: 32, sha384: 48, sha512: 64 } as const;
const Hash = Type.Enum(Object.keys(stampHashes) as (keyof typeof stampHashes)[]);
const Digest = Hex(32, 64);

/** A digest to stamp, or a whole TimeStampReq (RFC 3161 §2.4.1) in base64. Profile sm2 unless told. */
export const TimeStampRequest = Type.Union([
  Type.Object(
    { profile: Type.Optional(Profile), hash: Hash, digest: Digest, nonce: Type.Optional(Hex(1, 20)) },
    closed,
  ),
  Type.Object({ profile: Type.Optional(Profile), query: Base64(12 * 1024) }, closed),
]);

/** A TSTInfo (RFC 3161 §2.4.2) as programs read it. */
export const TimeStampContent = Type.Object({
  /** Hex. */
  serial: Text,
  genTime: Time,
  /** Largest error of genTime, µs; null where the policy says it. */
  accuracyMicros: nullable(Type.Integer()),
  /** Dotted decimal. */
  policy: Text,
  /** sm3, sha256, … or the OID of another hash. */
  hash: Text,
  digest: Type.String(),
  nonce: nullable(Type.String()),
  ordering: Type.Boolean(),
});

/** `reply`: the whole TimeStampResp, what a .tsr file holds; `token`: the token in it. Base64. */
export const IssuedTimeStamp = Type.Object({
  reply: Type.String(),
  token: Type.String(),
  content: TimeStampContent,
});

/** A token, or the TimeStampResp that brought it. */
export const TimeStampToken = Type.Object({ token: TokenBytes }, closed);

/** A token as it can be read without trusting it. */
export const ParsedTimeStamp = Type.Object({
  content: TimeStampContent,
  /** Subjects of the certificates that it carries. */
  certificates: Type.Array(Type.String()),
});

/** What was stamped: a digest, a short file itself, or a document of this server (its latest revision unless told). */
export const TimeStampVerificationRequest = Type.Union([
  Type.Object({ token: TokenBytes, hash: Hash, digest: Digest }, closed),
  Type.Object({ token: TokenBytes, data: Base64(900 * 1024) }, closed),
  Type.Object({ token: TokenBytes, documentId: Id, revision: Type.Optional(Type.Integer({ minimum: 0 })) }, closed),
]);

/** Why a time stamp does not hold; the texts stand with the page that shows them. */
export const timeStampObjections = ['TIME_STAMP_INVALID', 'CHAIN_INVALID', 'ALGORITHM_UNSUPPORTED'] as const;

export const TimeStampVerification = Type.Object({
  holds: Type.Boolean(),
  objection: nullable(Type.Enum([...timeStampObjections])),
  /** The reason, for IT. */
  detail: nullable(Type.String()),
  content: TimeStampContent,
  /** Subjects from the authority up to what is trusted; empty where it does not hold. */
  chain: Type.Array(Type.String()),
  /** Whose it is, as far as it holds: this server's, or that of an imported certificate. */
  authority: nullable(Type.Enum(['own', 'imported'])),
});

/** `application`: who asked, whole (`staff:his`) or without its prefix. Times in ms; `from` and `to` belong to the range. */
const filter = {
  serial: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F]{2,40}$' })),
  digest: Type.Optional(Type.String({ pattern: '^([0-9a-fA-F]{2}){32,64}$' })),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  application: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
};
export const TimeStampFilter = Type.Object(filter, closed);
export const TimeStampQuery = Type.Object(
  {
    ...filter,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    /** `next` of the page before. */
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,16}-[0-9a-f]{32}$' })),
  },
  closed,
);

/** A token of the log. */
export const LoggedTimeStamp = Type.Object({
  content: TimeStampContent,
  profile: Profile,
  application: Type.String(),
});
/** Newest first; tokens that are issued meanwhile stand before the first page and move nothing. */
export const TimeStampPage = Type.Object({ items: Type.Array(LoggedTimeStamp), next: nullable(Type.String()) });
/** With the TimeStampResp that granted it, the authority's certificates in it whether they were asked for or not. Base64. */
export const StoredTimeStamp = Type.Object({
  ...LoggedTimeStamp.properties,
  reply: Type.String(),
  /** Subjects of the authority's certificate and its issuers. */
  chain: Type.Array(Type.String()),
});

export const TsaStatus = Type.Object({
  time: TimeState,
  tokens: Type.Object({
    total: Type.Integer(),
    lastMinute: Type.Integer(),
    lastHour: Type.Integer(),
    oldest: nullable(Time),
    newest: nullable(Time),
  }),
  log: Type.Object({ nodes: Type.Integer(), segments: Type.Integer(), bytes: Type.Integer() }),
  /** By reason, of the main server since its start: `server tsa` processes name theirs in their own log. */
  refusals: Type.Record(Type.String(), Type.Integer()),
  /** The certificates under which this server stamps. */
  signers: Type.Array(Type.Object({ profile: Profile, subject: Type.String(), issuer: Type.String(), notAfter: Time })),
});

export type TimeStampRequest = Static<typeof TimeStampRequest>;
export type TimeStampContent = Static<typeof TimeStampContent>;
export type IssuedTimeStamp = Static<typeof IssuedTimeStamp>;
export type ParsedTimeStamp = Static<typeof ParsedTimeStamp>;
export type TimeStampVerificationRequest = Static<typeof TimeStampVerificationRequest>;
export type TimeStampObjection = (typeof timeStampObjections)[number];
export type TimeStampVerification = Static<typeof TimeStampVerification>;
export type TimeStampFilter = Static<typeof TimeStampFilter>;
export type TimeStampQuery = Static<typeof TimeStampQuery>;
export type LoggedTimeStamp = Static<typeof LoggedTimeStamp>;
export type TimeStampPage = Static<typeof TimeStampPage>;
export type StoredTimeStamp = Static<typeof StoredTimeStamp>;
export type TsaStatus = Static<typeof TsaStatus>;
