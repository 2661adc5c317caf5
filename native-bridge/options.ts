import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { asBedSignError, BedSignError, check, Hello } from '@bedsign/contract';
import { type TSchema, Type } from 'typebox';
import { ChipProfile, type DeviceSettings } from './devices/device-settings.ts';
import type { StationOptions } from './station.ts';

export const usage =
  'station --data DIR --server URL --port N --pages DIST_DIR --credential FILE [--trust ROOT.pem] [--tls-root ROOT.pem] [--demo-logins FILE] [--devices real|simulated] [--chip-profile FILE] [--serial-pad PORT] [--update-by machine|it]';

const CredentialFile = Type.Object({ id: Type.String(), name: Type.String(), token: Type.String({ minLength: 1 }) });
const DemoLoginsFile = Hello.properties.demoLogins;

const invalid = (detail: string, cause?: unknown) => new BedSignError('CONFIG_INVALID', detail, { cause });

const readJson = <S extends TSchema>(schema: S, path: string) => {
  try {
    return check(schema, JSON.parse(readFileSync(path, 'utf8')), 'CONFIG_INVALID');
  } catch (thrown) {
    throw invalid(`${path}: ${asBedSignError(thrown).detail}`, thrown);
  }
};

const readArguments = (argv: string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: argv,
      options: {
        data: text,
        server: text,
        port: text,
        pages: text,
        credential: text,
        trust: text,
        'tls-root': text,
        'demo-logins': text,
        devices: text,
        'chip-profile': text,
        'serial-pad': text,
        'update-by': text,
      },
    }).values;
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : '', cause);
  }
};

/** What real devices do not tell of themselves, and IT does. */
export const deviceSettings = (values: { 'chip-profile'?: string; 'serial-pad'?: string }): DeviceSettings => ({
  ...(values['chip-profile'] !== undefined && { chip: readJson(ChipProfile, values['chip-profile']) }),
  ...(values['serial-pad'] !== undefined && { serialPad: values['serial-pad'] }),
});

/** What `add-station` wrote; CONFIG_INVALID if it is not that. */
export const readCredential = (path: string) => readJson(CredentialFile, path);

/** The command line as options; CONFIG_INVALID says what is wrong with it. */
export const parseOptions = (argv: string[]): StationOptions => {
  const values = readArguments(argv);
  const needed = (name: 'data' | 'server' | 'port' | 'pages' | 'credential'): string => {
    const value = values[name];
    if (!value) throw invalid(`--${name} is missing`);
    return value;
  };
  const server = URL.parse(needed('server'));
  if (server?.protocol !== 'http:' && server?.protocol !== 'https:') throw invalid('--server is not an http(s) URL');
  const port = Number(needed('port'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw invalid('--port is not a port number');
  const demoLogins = values['demo-logins'];
  const tlsRootFile = values['tls-root'];
  const { devices = 'simulated' } = values;
  if (devices !== 'real' && devices !== 'simulated') throw invalid('--devices is real or simulated');
  const updateBy = values['update-by'];
  if (updateBy !== undefined && updateBy !== 'machine' && updateBy !== 'it')
    throw invalid('--update-by is machine or it');
  return {
    dataFolder: needed('data'),
    server,
    port,
    pagesFolder: needed('pages'),
    devices,
    deviceSettings: deviceSettings(values),
    credential: readCredential(needed('credential')),
    ...(updateBy === undefined ? {} : { updateBy }),
    ...(values.trust === undefined ? {} : { rootFile: values.trust }),
    ...(tlsRootFile === undefined ? {} : { tlsRootFile }),
    ...(demoLogins === undefined ? {} : { demoLogins: readJson(DemoLoginsFile, demoLogins) }),
  };
};
