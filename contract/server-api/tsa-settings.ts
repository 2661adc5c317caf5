import { type Static, Type } from 'typebox';
import { closed } from '../schema-parts.ts';
import type { ServerInfo } from './schemas.ts';
import { TimeSettings } from './time.ts';

/** The smallest and the largest value; the page's inputs keep to them too. */
export const tsaSettingBounds = {
  port: [1, 65_535],
  connections: [1, 100_000],
  seconds: [1, 3600],
  retentionDays: [1, 36_500],
} as const;
const within = ([minimum, maximum]: readonly [number, number]) => Type.Integer({ minimum, maximum });

/** Where one service is heard: an IP address of this machine (0.0.0.0 and :: are all of them) and a port. */
export const TsaListener = Type.Object(
  {
    enabled: Type.Boolean(),
    address: Type.String({ minLength: 2, maxLength: 45 }),
    port: within(tsaSettingBounds.port),
  },
  closed,
);

/** An address (192.0.2.7), a network (2001:db8::/32) or a range (192.0.2.1-192.0.2.99). */
const AddressRule = Type.String({ minLength: 2, maxLength: 100 });
const AddressRules = Type.Array(AddressRule, { maxItems: 1000 });
const Seconds = within(tsaSettingBounds.seconds);

/** What an administrator sets of the time-stamp server. */
export const TsaSettings = Type.Object(
  {
    /** RFC 3161 over HTTP (§3.4) and over TCP (§3.3); SNTP stands in `time`. */
    listen: Type.Object({ http: TsaListener, tcp: TsaListener }, closed),
    limits: Type.Object(
      {
        /** Open at once on one port; what comes on top is closed unanswered. */
        connections: within(tsaSettingBounds.connections),
        /** From the connection to the end of a request's head, and to the end of its body. */
        headSeconds: Seconds,
        requestSeconds: Seconds,
        /** How long a connection may be silent between two requests. */
        idleSeconds: Seconds,
      },
      closed,
    ),
    /** Who may reach any port of this server. No entry in `allow` is everyone; `deny` wins. */
    access: Type.Object({ allow: AddressRules, deny: AddressRules }, closed),
    /** Tokens older than this are destroyed. */
    retentionDays: within(tsaSettingBounds.retentionDays),
    /** `limits.maximumAccuracyMs` is the largest accuracy that a token states (RFC 3161 §2.4.2). */
    time: TimeSettings,
  },
  closed,
);

/** `version` counts the changes; a change names the version that it was made from. */
export const VersionedTsaSettings = Type.Object(
  { version: Type.Integer({ minimum: 0 }), settings: TsaSettings },
  closed,
);

export type TsaListener = Static<typeof TsaListener>;
export type TsaSettings = Static<typeof TsaSettings>;
export type VersionedTsaSettings = Static<typeof VersionedTsaSettings>;

/**
 * Before anybody has set anything: this machine alone is heard, and its clock is trusted as far as the system itself
 * says that it is kept. Inpatient records are kept for 30 years.
 */
export const defaultTsaSettings = (mode: ServerInfo['mode']): TsaSettings => ({
  listen: {
    http: { enabled: true, address: '127.0.0.1', port: 8318 },
    tcp: { enabled: false, address: '127.0.0.1', port: 318 },
  },
  limits: { connections: 10_000, headSeconds: 10, requestSeconds: 30, idleSeconds: 60 },
  access: { allow: [], deny: [] },
  retentionDays: 10_957,
  time: {
    sources: [{ kind: mode === 'demo' ? 'demo-clock' : 'system' }],
    limits: { maximumOffsetMs: 500, maximumAccuracyMs: 1000, staleAfterMs: 15 * 60_000, minimumAgreeing: 1 },
    sntpServer: null,
  },
});

/** Which changes the running server takes over by itself within a second, and which wait for its next start. */
export const tsaSettingEffects = {
  listen: 'restart',
  limits: 'at-once',
  access: 'at-once',
  retentionDays: 'at-once',
  time: 'restart',
} as const satisfies Record<keyof TsaSettings, 'at-once' | 'restart'>;
