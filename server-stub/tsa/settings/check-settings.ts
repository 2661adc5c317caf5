import { isIP } from 'node:net';
import { BedSignError, check, TsaSettings } from '@bedsign/contract';
import type { Mode } from '../../first-run/mode.ts';
import { compileAccess } from '../../gate/gate.ts';

const everywhere = ['0.0.0.0', '::'];

const invalid = (what: string) => new BedSignError('SETTINGS_INVALID', what);

const checkListeners = ({ http, tcp }: TsaSettings['listen']): void => {
  for (const [name, { address }] of Object.entries({ http, tcp }))
    if (isIP(address) === 0 || address.includes('%')) throw invalid(`listen.${name}.address: ${address}`);
  const meet = http.address === tcp.address || [http, tcp].some(({ address }) => everywhere.includes(address));
  if (http.enabled && tcp.enabled && meet && http.port === tcp.port) throw invalid(`listen.tcp.port: ${tcp.port}`);
};

/** A clock that nothing keeps is for demos; and time that can never be trusted is a mistake in the settings. */
const checkTime = ({ sources, limits }: TsaSettings['time'], mode: Mode): void => {
  const demo = sources.some(({ kind }) => kind === 'demo-clock');
  if (demo && (mode !== 'demo' || sources.length > 1)) throw invalid('time.sources: demo-clock');
  if (limits.minimumAgreeing > sources.length)
    throw invalid(`time.limits.minimumAgreeing: ${limits.minimumAgreeing} of ${sources.length}`);
};

/** Settings of which every part makes sense. SETTINGS_INVALID names the first that does not. */
export const checkTsaSettings = (value: unknown, mode: Mode): TsaSettings => {
  const settings = check(TsaSettings, value, 'SETTINGS_INVALID');
  checkListeners(settings.listen);
  checkTime(settings.time, mode);
  compileAccess(settings.access);
  return settings;
};
