import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  answerTimeStampQuery,
  createTimeStamper,
  createTimeStampQuery,
  generateSigningKey,
  issueCertificate,
  randomBytes,
} from '@bedsign/gm';
import type { DataFolder } from '../../first-run/data-folder.ts';
import { listNodes } from '../log/node-folder.ts';
import { listSegments, type Signer, segmentFile } from '../log/segment.ts';
import { openNode, type TsaNode, tokensFolder } from '../node.ts';

/** A self-signed authority: what a log needs to have something to keep. */
export const testAuthority = async () => {
  const { key } = await generateSigningKey('sm2');
  const name = { CN: '测试时间戳' };
  const certificate = await issueCertificate({
    ...{ issuer: { name, key }, subject: name, publicKey: key.publicKey, publicKeyAlgorithm: key.algorithm },
    ...{ notBefore: new Date('2020-01-01'), notAfter: new Date('2040-01-01'), keyUsage: ['digitalSignature'] },
  });
  const stamper = await createTimeStamper({ key, certificate, chain: [], policy: '1.2.3' });
  const signer: Signer = { profile: 'sm2', certificates: [certificate] };

  /** Issues a token and appends it; the reply as the client has it, once it is stored. */
  const issue = async (
    node: TsaNode,
    { application = 'app:test', genTime = Date.now(), digest = randomBytes(32) } = {},
  ) => {
    const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest, certReq: true });
    const stamp = { serial: node.serial(), genTime, accuracyMs: 1000 };
    const { reply, token = new Uint8Array() } = await answerTimeStampQuery(query, stamper, () => stamp);
    await node.append({ signer: 0, certReq: true, application, token });
    return { reply, token, digest, genTime, serial: Buffer.from(stamp.serial).toString('hex') };
  };
  return { signer, issue };
};
export type TestAuthority = Awaited<ReturnType<typeof testAuthority>>;

export const openTestNode = async (
  folder: DataFolder,
  { signer }: TestAuthority,
): Promise<TsaNode & AsyncDisposable> => {
  const node = await openNode(folder, [signer], (thrown) => {
    throw thrown;
  });
  return { ...node, [Symbol.asyncDispose]: node.close };
};

/** The one node of a data folder, and its segments' files, oldest first. */
export const nodeFiles = async ({ path }: DataFolder) => {
  const [name = ''] = await listNodes(tokensFolder(path));
  const node = join(tokensFolder(path), name);
  const segments = (await listSegments(node)).map((first) => join(node, segmentFile(first)));
  return { node, segments, files: await readdir(node) };
};
