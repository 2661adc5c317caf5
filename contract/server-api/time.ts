import { type Static, Type } from 'typebox';
import { closed, nullable, Text, Time } from '../schema-parts.ts';

const Port = Type.Integer({ minimum: 1, maximum: 65535 });
const Host = Type.String({ minLength: 1, maxLength: 253 });
const Path = Type.String({ minLength: 1, maxLength: 1024 });
const Milliseconds = Type.Integer({ minimum: 1 });

/** Where time comes from. */
export const TimeSource = Type.Union([
  /** An NTP or SNTP server (RFC 5905, RFC 4330). */
  Type.Object({ kind: Type.Literal('ntp'), host: Host, port: Type.Optional(Port) }, closed),
  /** A GPS or BeiDou receiver that writes NMEA 0183 to a serial port. */
  Type.Object(
    {
      kind: Type.Literal('nmea'),
      path: Path,
      baudRate: Type.Integer({ minimum: 1200, maximum: 921_600 }),
      /**
       * How long after the second its sentence begins to arrive, and by how much that varies. Without it anything within
       * the second is taken for possible.
       */
      latency: Type.Optional(
        Type.Object(
          { ms: Type.Integer({ minimum: 0, maximum: 999 }), spreadMs: Type.Integer({ minimum: 1, maximum: 500 }) },
          closed,
        ),
      ),
      /** Linux only: the `assert` file of the kernel's PPS device (`/sys/class/pps/pps0/assert`) on the receiver's pulse. */
      pulse: Type.Optional(Path),
    },
    closed,
  ),
  /** The operating system's clock, as far as the system itself says that it is kept by NTP. */
  Type.Object({ kind: Type.Literal('system') }, closed),
  /** Whatever the computer's clock says: in a demo only, and alone. */
  Type.Object({ kind: Type.Literal('demo-clock') }, closed),
]);

export const TimeSettings = Type.Object(
  {
    sources: Type.Array(TimeSource, { minItems: 1, maxItems: 16 }),
    limits: Type.Object(
      {
        /** Between the system clock and the sources: beyond it the server's other records would contradict its tokens. */
        maximumOffsetMs: Milliseconds,
        /** The largest accuracy that a token may state. */
        maximumAccuracyMs: Milliseconds,
        /** How old the last answer of a source may be. */
        staleAfterMs: Milliseconds,
        minimumAgreeing: Type.Integer({ minimum: 1, maximum: 16 }),
      },
      closed,
    ),
    /** Where time is given to others (UDP), or nowhere. */
    sntpServer: nullable(Type.Object({ host: Host, port: Port }, closed)),
  },
  closed,
);

/** Why time is not trusted; the texts stand with the page that shows them. */
export const untrustedReasons = [
  /** No source has answered yet. */
  'NO_SOURCE',
  /** Fewer than the minimum answer. */
  'TOO_FEW_SOURCES',
  /** The last answers are too old. */
  'STALE',
  /** There is no minimum of sources whose times can be true together. */
  'SOURCES_DISAGREE',
  /** Together the sources say something else than they said before. */
  'SOURCES_JUMPED',
  /** The system clock was set, or the computer slept. */
  'CLOCK_JUMPED',
  /** The system clock is too far from the sources. */
  'OFFSET_TOO_LARGE',
  /** The error cannot be bounded well enough. */
  'ACCURACY_TOO_LOW',
  /** An announced leap second is near. */
  'LEAP_SECOND',
  /** A fault has passed; time is trusted again after a few good rounds. */
  'RECOVERING',
] as const;
export const UntrustedReason = Type.Enum([...untrustedReasons]);

/** One source as it stands; times in ms. */
export const TimeSourceState = Type.Object({
  kind: Text,
  /** Address or device. */
  name: Text,
  /** Does it count, and if not, why. */
  status: Type.Enum(['agrees', 'disagrees', 'silent', 'refused', 'unsynchronised']),
  /** System clock minus this source. */
  offsetMs: nullable(Type.Number()),
  /** The source's largest possible error, on its own account and by the way to it. */
  errorMs: nullable(Type.Number()),
  stratum: nullable(Type.Integer()),
  leapAnnounced: Type.Boolean(),
  lastAnswerAt: nullable(Time),
  /** The last thing wrong with it, for IT. */
  problem: nullable(Text),
});

/** The state of trusted time, for page, log and REST. */
export const TimeState = Type.Object({
  trusted: Type.Boolean(),
  reason: nullable(UntrustedReason),
  /** A demo's clock is not kept by anything. */
  demo: Type.Boolean(),
  /** When `trusted` or `reason` last changed, by the system clock. */
  since: Time,
  /** System clock minus trusted time. */
  offsetMs: nullable(Type.Number()),
  accuracyMs: nullable(Type.Integer()),
  stratum: nullable(Type.Integer()),
  leapAnnounced: Type.Boolean(),
  sources: Type.Array(TimeSourceState),
  /** Where time is given to others, and why it is not although it should be; null where nobody wants it. */
  sntpServer: nullable(Type.Object({ host: Text, port: Type.Integer(), problem: nullable(Text) })),
});

export type TimeSource = Static<typeof TimeSource>;
export type TimeSettings = Static<typeof TimeSettings>;
export type UntrustedReason = (typeof untrustedReasons)[number];
export type TimeSourceState = Static<typeof TimeSourceState>;
export type TimeState = Static<typeof TimeState>;
