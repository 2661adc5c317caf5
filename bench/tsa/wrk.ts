import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createTimeStampQuery, randomBytes } from '@bedsign/gm';

export const connections = 64;

/** Of one run of wrk; latencies in ms. */
export type Run = { requests: number; seconds: number; failures: number; p50: number; p99: number };

/** Different queries in their turn, as clients have them. */
const queryCount = 64;
const lua = (bytes: Uint8Array): string => `"${[...bytes].map((byte) => `\\${`${byte}`.padStart(3, '0')}`).join('')}"`;
const script = (queries: Uint8Array[]): string => `
local bodies = {${queries.map(lua).join(',\n')}}
local requests, next = {}, 0
init = function()
  for i, body in ipairs(bodies) do
    requests[i] = wrk.format("POST", nil, {["Content-Type"] = "application/timestamp-query"}, body)
  end
end
request = function()
  next = next % #requests + 1
  return requests[next]
end
done = function(summary, latency)
  local e = summary.errors
  print(string.format('RUN {"requests":%d,"seconds":%f,"failures":%d,"p50":%f,"p99":%f}', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`;

/** wrk on the same machine, one thread, asking for SM2 tokens over SM3 imprints with nonce and certificates. */
export const createWrk = async (folder: string, url: string) => {
  const file = join(folder, 'queries.lua');
  const query = () =>
    createTimeStampQuery({ digestAlgorithm: 'sm3', digest: randomBytes(32), nonce: randomBytes(8), certReq: true });
  await writeFile(file, script(Array.from({ length: queryCount }, query)));
  return async (seconds: number): Promise<Run> => {
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', file, `${url}/tsa`];
    const { stdout } = await promisify(execFile)('wrk', args).catch((thrown: NodeJS.ErrnoException) => {
      if (thrown.code !== 'ENOENT') throw thrown;
      throw new Error('wrk is missing: apt-get install wrk');
    });
    const [, found] = /^RUN (.*)$/m.exec(stdout) ?? [];
    if (!found) throw new Error(stdout);
    return JSON.parse(found) as Run;
  };
};
