import type { TimeStampFilter } from '@bedsign/contract';
import { createGrant } from '@bedsign/gm';
import { toPemChain } from '../../ca/index.ts';
import type { Listed } from '../certificates/listing.ts';
import type { Signer } from '../log/segment.ts';
import { type Searching, searchTokens } from './search.ts';
import type { TarFile } from './tar.ts';

const pageTokens = 200;

const readMe = `床旁签 时间戳导出 Exported time stamps
每个 .tsr 文件是一个 RFC 3161 时间戳应答（含证书），文件名为签发时间与序列号。
Each .tsr file is an RFC 3161 TimeStampResp with its certificates, named after its time and serial number.

验证 To verify:
  npm run tsa -- verify --in 原文件 --token FILE.tsr --trust trust/sm2.pem        (SM2)
  openssl ts -verify -data 原文件 -in FILE.tsr -CAfile trust/ecdsa.pem            (ECDSA)
`;

/** The grant of each signer, made once. */
const grants = () => {
  const made = new Map<string, ReturnType<typeof createGrant>>();
  return ({ certificates }: Signer) => {
    const key = certificates.map((der) => Buffer.from(der).toString('base64')).join();
    const grant = made.get(key) ?? createGrant(certificates);
    made.set(key, grant);
    return grant;
  };
};

/** 20261125T031415123Z */
const compactTime = (ms: number): string => new Date(ms).toISOString().replace(/[-:.]/g, '');

/** All tokens of a filter, page by page and newest first, after what one needs to verify them. Holds one page at a time. */
export async function* exportTokens(
  searching: Searching,
  filter: TimeStampFilter,
  own: readonly Listed[],
): AsyncGenerator<TarFile> {
  const modified = Date.now();
  yield { name: 'README.txt', bytes: Buffer.from(readMe), modified };
  for (const { row, chain } of own) {
    const pem = toPemChain(...chain.slice(1).map(({ der }) => der));
    yield { name: `trust/${row.algorithm === 'sm2' ? 'sm2' : 'ecdsa'}.pem`, bytes: Buffer.from(pem), modified };
  }
  const grantOf = grants();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await searchTokens(searching, { ...filter, limit: pageTokens, ...(cursor ? { cursor } : {}) });
    for (const { token, logged } of page.found) {
      const { serial, genTime } = logged.content;
      yield {
        name: `${compactTime(genTime)}-${serial}.tsr`,
        bytes: grantOf(token.by)(token.token, true),
        modified: genTime,
      };
    }
    cursor = page.next;
  }
}
