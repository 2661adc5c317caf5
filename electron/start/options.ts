import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BedSignError } from '@bedsign/contract';

export type StartOptions = { data: string; port: number; headless: boolean; serverOnly: boolean };

export const usage = `npm start -- [选项]
  --data DIR      数据目录 data folder（默认 ./data）
  --port N        服务器端口，工作站用 N+1 server port, the station takes N+1（默认 8600；0 = 任意空闲端口）
  --headless      不打开窗口，只打印页面地址 print the pages' addresses, open no windows
  --server-only   只启动服务器 start the server alone
`;

/** The command line of `npm start`; CONFIG_INVALID names what does not fit. */
export const parseOptions = (args: string[]): StartOptions => {
  let values: { data?: string; port?: string; headless?: boolean; 'server-only'?: boolean };
  try {
    ({ values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        headless: { type: 'boolean' },
        'server-only': { type: 'boolean' },
      },
    }));
  } catch (cause) {
    throw new BedSignError('CONFIG_INVALID', cause instanceof Error ? cause.message : String(cause));
  }
  const port = Number(values.port ?? 8600);
  if (!Number.isInteger(port) || port < 0 || port > 65534)
    throw new BedSignError('CONFIG_INVALID', `--port ${values.port}`);
  return {
    data: resolve(values.data ?? 'data'),
    port,
    headless: values.headless ?? false,
    serverOnly: values['server-only'] ?? false,
  };
};
