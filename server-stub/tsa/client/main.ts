/** `npm run tsa -- query | verify | parse`: time stamps from any RFC 3161 server. */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { asBedSignError, BedSignError, errorLine } from '@bedsign/contract';
import {
  createTimeStampQuery,
  digest,
  fromPem,
  GmError,
  type HashName,
  hashNamed,
  parseTimeStampReply,
  parseTimeStampToken,
  randomBytes,
  verifyTimeStampToken,
} from '@bedsign/gm';
import { userPath } from '../../verification/user-path.ts';
import { tokenOf } from '../stamps/content.ts';
import { infoJson, infoText } from './info-text.ts';

const usage = `用法 Usage:
  npm run tsa -- query --url URL --in FILE --out FILE.tsr [--hash sm3|sha256|sha384|sha512] [--no-cert]
  npm run tsa -- verify --in FILE --token FILE.tsr --trust CHAIN.pem [--json]
  npm run tsa -- parse FILE.tsr [--json]
退出码 Exit code: 0 成功 done, holds · 1 被拒绝或不成立 refused, does not hold · 2 用法或文件有误 usage, unreadable file`;

const hashes: readonly HashName[] = ['sm3', 'sha256', 'sha384', 'sha512'];
const timeoutMs = 30_000;

const read = async (named: string): Promise<Uint8Array> => {
  const path = userPath(named);
  try {
    return new Uint8Array(await readFile(path));
  } catch (thrown) {
    throw new BedSignError('CONFIG_INVALID', `${path}: ${asBedSignError(thrown).detail}`, { cause: thrown });
  }
};

const ask = async (url: string, query: Uint8Array): Promise<Uint8Array> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: Uint8Array.from(query),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    throw new BedSignError('SERVER_UNREACHABLE', `${url}: ${asBedSignError(thrown).detail}`, { cause: thrown });
  }
};

type Values = { [name: string]: string | boolean | undefined };
const text = (values: Values, name: string): string => {
  const value = values[name];
  if (typeof value !== 'string' || value === '') throw new BedSignError('INVALID_REQUEST', `--${name} is missing`);
  return value;
};

/** Each command; what is refused or does not hold is thrown as a GmError. */
const commands: Record<string, (values: Values, files: string[]) => Promise<void>> = {
  async query(values) {
    const hash = hashes.find((name) => name === (values.hash ?? 'sm3'));
    if (!hash) throw new BedSignError('INVALID_REQUEST', `--hash ${values.hash}`);
    const nonce = randomBytes(8);
    const imprint = await digest(hash, await read(text(values, 'in')));
    const request = { digestAlgorithm: hash, digest: imprint, nonce, certReq: values['no-cert'] !== true };
    const out = userPath(text(values, 'out'));
    const reply = await ask(text(values, 'url'), createTimeStampQuery(request));
    const info = parseTimeStampToken(parseTimeStampReply(reply).token);
    // A reply to another query than ours is no time stamp of this file (RFC 3161 §2.4.2).
    const same = Buffer.from(info.imprint).equals(imprint) && hashNamed(info.hashAlgorithm) === hash;
    if (!same || BigInt(`0x${info.nonce || '0'}`) !== BigInt(`0x${Buffer.from(nonce).toString('hex')}`))
      throw new GmError('TIME_STAMP_INVALID', 'the reply is to another query');
    await writeFile(out, reply);
    console.log(infoText(info));
  },
  async verify(values) {
    const data = await read(text(values, 'in'));
    const token = tokenOf(await read(text(values, 'token')));
    const trust = fromPem(Buffer.from(await read(text(values, 'trust'))).toString());
    const verified = await verifyTimeStampToken({ token, signatureValue: data, anchors: trust, intermediates: trust });
    const info = parseTimeStampToken(token);
    const signer = verified.chain[0]?.subjectText ?? '';
    if (values.json) console.log(JSON.stringify({ ok: true, signer, ...infoJson(info) }, null, 2));
    else console.log(`✓ 时间戳成立 the time stamp holds\n  ${signer}\n${infoText(info)}`);
  },
  async parse(values, [file]) {
    if (file === undefined) throw new BedSignError('INVALID_REQUEST', 'name one file');
    const info = parseTimeStampToken(tokenOf(await read(file)));
    console.log(values.json ? JSON.stringify(infoJson(info), null, 2) : infoText(info));
  },
};

const readArguments = (args: string[]) => {
  const one = { type: 'string' } as const;
  const on = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { url: one, in: one, out: one, hash: one, token: one, trust: one, 'no-cert': on, json: on },
    });
  } catch (thrown) {
    throw asBedSignError(thrown, 'INVALID_REQUEST');
  }
};

/** 0, 1 or 2, as the usage says. */
const main = async ([name = '', ...args]: string[]): Promise<number> => {
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new BedSignError('INVALID_REQUEST', `no command ${name}`);
    const { values, positionals } = readArguments(args);
    await command(values, positionals);
    return 0;
  } catch (thrown) {
    if (thrown instanceof GmError) {
      console.error(`✗ ${thrown.code}: ${thrown.message}`);
      return 1;
    }
    const error = asBedSignError(thrown);
    console.error(errorLine(error));
    if (error.code === 'INVALID_REQUEST') console.error(usage);
    return 2;
  }
};

process.exitCode = await main(process.argv.slice(2));
