import { type Static, Type } from 'typebox';
import { closed, nullable } from '../schema-parts.ts';

const Host = Type.String({ minLength: 1, maxLength: 253, pattern: '^[A-Za-z0-9._:%-]+$' });
const Port = Type.Integer({ minimum: 1, maximum: 65535 });

/** What an administrator wants to reach from the server: a port, an NTP server, or a time-stamp authority over HTTP. */
export const ConnectivityRequest = Type.Union([
  Type.Object({ kind: Type.Literal('tcp'), host: Host, port: Port }, closed),
  Type.Object({ kind: Type.Literal('ntp'), host: Host, port: Port }, closed),
  Type.Object(
    { kind: Type.Literal('time-stamp'), url: Type.String({ maxLength: 2048, pattern: '^https?://' }) },
    closed,
  ),
]);

/** In the order in which they are taken; not every kind takes all. */
export const connectivitySteps = ['resolve', 'connect', 'request', 'answer'] as const;

/** Each step that was taken; only the last one can have failed. */
export const ConnectivityResult = Type.Object({
  reached: Type.Boolean(),
  steps: Type.Array(
    Type.Object({
      step: Type.Enum([...connectivitySteps]),
      ok: Type.Boolean(),
      ms: Type.Integer(),
      /** What was found, or why it failed; for IT. */
      detail: nullable(Type.String()),
    }),
  ),
});

/** All steps together take no longer. */
export const connectivityMs = 5000;

export type ConnectivityRequest = Static<typeof ConnectivityRequest>;
export type ConnectivityStep = (typeof connectivitySteps)[number];
export type ConnectivityResult = Static<typeof ConnectivityResult>;
