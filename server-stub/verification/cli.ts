import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asBedSignError, BedSignError, decodeBundle, errorText } from '@bedsign/contract';
import { verifyDocument } from './index.ts';
import { reportText } from './report-text.ts';
import { defaultTrust, loadAnchors } from './trust.ts';
import { userPath } from './user-path.ts';

const usage = `用法 Usage: npm run verify -- FILE.pdf [--json] [--trust CERT.pem ...] [--evidence BUNDLE]
信任的根 Trusted root: --trust, BEDSIGN_TRUST, ${defaultTrust}
退出码 Exit code: 0 全部通过 all checks hold · 1 有检查失败 a check fails · 2 用法或文件有误 usage, unreadable file`;

const readArguments = (args: string[]) => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        trust: { type: 'string', multiple: true, default: [] },
        evidence: { type: 'string' },
      },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new BedSignError('INVALID_REQUEST', 'name one PDF file');
    return { ...values, file };
  } catch (thrown) {
    throw asBedSignError(thrown, 'INVALID_REQUEST');
  }
};

const readInput = async (named: string): Promise<Uint8Array> => {
  const path = userPath(named);
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    throw new BedSignError('CONFIG_INVALID', `${path}: ${asBedSignError(thrown).detail}`, { cause: thrown });
  }
};

/** The decrypted bundle. Anything else says nothing about the signature, so it is not held against it. */
const readBundle = async (named: string): Promise<Uint8Array> => {
  const bytes = await readInput(named);
  try {
    decodeBundle(bytes);
    return bytes;
  } catch (thrown) {
    const detail = `${userPath(named)}: --evidence takes the decrypted bundle, not evidence.bin`;
    throw new BedSignError('EVIDENCE_MALFORMED', `${detail} (${asBedSignError(thrown).detail})`, { cause: thrown });
  }
};

const complain = (error: BedSignError, json: boolean): void => {
  if (json) console.log(JSON.stringify({ error }));
  const [zh, en] = [errorText(error.code, 'zh'), errorText(error.code, 'en')];
  console.error(`${error.code}\n${zh.what}。${zh.next}。\n${en.what}. ${en.next}.`);
  if (error.detail) console.error(error.detail);
  if (error.code === 'INVALID_REQUEST') console.error(usage);
};

/** Verifies one file and says how it went; the exit code is 0, 1 or 2 (see usage). */
const main = async (args: string[]): Promise<number> => {
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  try {
    const { file, json, trust, evidence } = readArguments(args);
    const pdf = await readInput(file);
    const anchors = await loadAnchors(trust.map(userPath), process.env);
    const bundle = evidence === undefined ? {} : { evidence: await readBundle(evidence) };
    const report = await verifyDocument(pdf, { anchors, ...bundle });
    console.log(json ? JSON.stringify(report, null, 2) : reportText(report));
    return report.ok ? 0 : 1;
  } catch (thrown) {
    complain(asBedSignError(thrown), args.includes('--json'));
    return 2;
  }
};

process.exitCode = await main(process.argv.slice(2));
