/** `npm run package -- WHAT`: the files that hospital IT installs. */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './repository.ts';
import { makeStationDeb } from './station/make-deb.ts';
import { makeStationMsi } from './station/make-msi.ts';
import type { Signing } from './station/sign-msi.ts';
import type { Target } from './target.ts';

type Options = { arch: Target['arch']; out: string; signing: Signing | null };

const packages: Record<string, (options: Options) => string> = {
  'station-deb': ({ arch, out }) => makeStationDeb({ platform: 'linux', arch }, out),
  'station-msi': ({ out, signing }) => makeStationMsi(out, signing),
};

const usage = `npm run package -- ${Object.keys(packages).join(' | ')} [--arch x64|arm64] [--out DIR]
  station-msi: [--certificate CHAIN.pem --key KEY.pem]`;

const fail = (why: string): never => {
  console.error(`${why}\n${usage}`);
  process.exit(2);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    arch: { type: 'string', default: 'x64' },
    out: { type: 'string', default: 'out' },
    certificate: { type: 'string' },
    key: { type: 'string' },
  },
});
const [what = '', ...rest] = positionals;
const make = packages[what] ?? fail(`没有这种安装包 no such package: ${positionals.join(' ')}`);
if (rest.length > 0) fail(`多余的参数 too many words: ${rest.join(' ')}`);
const arch = values.arch === 'x64' || values.arch === 'arm64' ? values.arch : fail(`--arch ${values.arch}`);
const { certificate, key } = values;
if ((certificate === undefined) !== (key === undefined)) fail('--certificate 与 --key 须同时给出 go together');
const signing = certificate && key ? { certificate, key } : null;
const out = resolve(root, values.out);
mkdirSync(out, { recursive: true });
console.log(make({ arch, out, signing }));
