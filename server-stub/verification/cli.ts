import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asBedSignError, BedSignError, errorText } from '@bedsign/contract';
import { verifyDocument } from './index.ts';
import { reportText } from './report-text.ts';
import { defaultTrust, loadAnchors } from './trust.ts';

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

const readInput = async (path: string): Promise<Uint8Array> => {
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    throw asBedSignError(thrown, 'NOT_FOUND');
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
    const anchors = await loadAnchors(trust, process.env);
    const bundle = evidence === undefined ? {} : { evidence: await readInput(evidence) };
    const report = await verifyDocument(pdf, { anchors, ...bundle });
    console.log(json ? JSON.stringify(report, null, 2) : reportText(report));
    return report.ok ? 0 : 1;
  } catch (thrown) {
    complain(asBedSignError(thrown), args.includes('--json'));
    return 2;
  }
};

process.exitCode = await main(process.argv.slice(2));
