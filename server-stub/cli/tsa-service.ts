import { BedSignError, errorLine } from '@bedsign/contract';
import { startService } from '../tsa/service/supervise.ts';
import { type OptionName, type Options, parsePort } from './options.ts';
import { untilSignal } from './until-signal.ts';

const mostProcesses = 64;

const parseProcesses = (text: string): number => {
  const processes = Number(text);
  if (!Number.isInteger(processes) || processes < 1 || processes > mostProcesses)
    throw new BedSignError('CONFIG_INVALID', `--processes ${text}`);
  return processes;
};

/** The time-stamp server as a service of its own, beside a main server on the same data folder or alone. */
export const runTsaService = async (options: Options): Promise<void> => {
  const asked = untilSignal(); // perhaps while still starting
  const port = (name: OptionName) => {
    const text = options.text(name);
    return text === undefined ? undefined : parsePort(text);
  };
  const given = { host: options.text('address'), port: port('http-port'), tcpPort: port('tcp-port') };
  const service = await startService(
    {
      ...{ data: options.required('data'), logLevel: options.required('log-level') },
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    },
    parseProcesses(options.required('processes')),
    (error) => console.error(error ? errorLine(error) : 'a process of the time-stamp service died; another is started'),
  );
  const { url, tcpPort, processes } = service;
  console.log(JSON.stringify({ ready: true, url, tcpPort, processes }));
  await asked;
  await service.close();
};
