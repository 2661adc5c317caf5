import { spawnSync } from 'node:child_process';

type RegistryValue = string | number | boolean;

/** Settings that are truth values; an MSI property is always a string. */
const truths: Record<string, boolean> = { '0': false, '1': true, false: false, true: true };

const convert = (name: string, type: string, data: string): RegistryValue => {
  if (name === 'autostart' && data.toLowerCase() in truths) return truths[data.toLowerCase()] as boolean;
  if (type === 'REG_DWORD') return name === 'autostart' ? Number(data) !== 0 : Number(data);
  return name === 'port' && /^\d+$/.test(data) ? Number(data) : data;
};

/**
 * The values that `reg query KEY` prints: one line each, of four spaces, name, four spaces, type, four spaces, data
 * (learn.microsoft.com, reg query). Empty ones are the properties that were not given to msiexec.
 */
export const parseRegistry = (output: string): Record<string, RegistryValue> => {
  const values: Record<string, RegistryValue> = {};
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, data] = /^ {4}([a-zA-Z]+) {4}(REG_SZ|REG_EXPAND_SZ|REG_DWORD)(?: {4}(.*))?$/.exec(line) ?? [];
    if (name && type && data?.trim()) values[name] = convert(name, type, data.trim());
  }
  return values;
};

/** What stands under a key of the 64-bit registry, nothing if the key is not there. */
export const readRegistry = (key: string): Record<string, RegistryValue> => {
  // reg.exe writes in the console's code page, which on a Chinese Windows is not Unicode.
  const command = `chcp 65001>nul & reg query "${key}" /reg:64`;
  const { status, stdout } = spawnSync('cmd.exe', ['/d', '/s', '/c', `"${command}"`], {
    encoding: 'utf8',
    windowsHide: true,
    windowsVerbatimArguments: true,
  });
  return status === 0 ? parseRegistry(stdout) : {};
};
