import type { TimeSource, TsaListener, TsaSettings } from '@bedsign/contract';

/** Any kind's fields: which of them count is decided by `kind` when the form is read. */
export type SourceValues = Partial<{
  kind: TimeSource['kind'];
  host: string;
  port: number | null;
  path: string;
  baudRate: number;
  latency: { ms: number; spreadMs: number };
  pulse: string;
}>;

/** The settings as the form shows them: lists are text with a rule per line, and SNTP stands beside the other listeners. */
export type SettingsValues = Pick<TsaSettings, 'limits' | 'retentionDays'> & {
  listen: Record<'http' | 'tcp' | 'sntp', TsaListener>;
  access: { allow: string; deny: string };
  time: { sources: SourceValues[]; limits: TsaSettings['time']['limits'] };
};

const sntpOff: TsaListener = { enabled: false, address: '0.0.0.0', port: 123 };

export const toValues = ({ listen, limits, access, retentionDays, time }: TsaSettings): SettingsValues => {
  const { sntpServer } = time;
  return {
    ...{ limits, retentionDays },
    listen: {
      ...listen,
      sntp: sntpServer ? { enabled: true, address: sntpServer.host, port: sntpServer.port } : sntpOff,
    },
    access: { allow: access.allow.join('\n'), deny: access.deny.join('\n') },
    time: { sources: time.sources, limits: time.limits },
  };
};

const rules = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const toSource = ({ kind, host = '', port, path = '', baudRate = 9600, latency, pulse }: SourceValues): TimeSource => {
  switch (kind) {
    case 'ntp':
      return { kind, host: host.trim(), ...(port ? { port } : {}) };
    case 'nmea':
      return { kind, path: path.trim(), baudRate, ...(latency ? { latency } : {}), ...(pulse ? { pulse } : {}) };
    case 'demo-clock':
      return { kind };
    default:
      return { kind: 'system' };
  }
};

export const fromValues = ({ listen, limits, access, retentionDays, time }: SettingsValues): TsaSettings => {
  const { sntp, http, tcp } = listen;
  return {
    ...{ limits, retentionDays },
    listen: { http, tcp },
    access: { allow: rules(access.allow), deny: rules(access.deny) },
    time: {
      sources: time.sources.map(toSource),
      limits: time.limits,
      sntpServer: sntp.enabled ? { host: sntp.address.trim(), port: sntp.port } : null,
    },
  };
};

/** The form's field that the server's complaint is about: `deny: 10.0.0.1/40`, `/settings/retentionDays …`. */
export const fieldOf = (detail: string | undefined): (string | number)[] | undefined => {
  const [, named = ''] = /^\/?(?:settings\/)?([\w./]+)/.exec(detail ?? '') ?? [];
  if (named === 'allow' || named === 'deny') return ['access', named];
  const path = named.split(/[./]/).map((key) => (/^\d+$/.test(key) ? Number(key) : key));
  return path[0] && ['listen', 'limits', 'access', 'retentionDays', 'time'].includes(String(path[0]))
    ? path
    : undefined;
};
