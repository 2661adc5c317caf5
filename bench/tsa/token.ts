import { answerTimeStampQuery, createTimeStamper, createTimeStampQuery, randomBytes } from '@bedsign/gm';
import { demoAuthority } from '../../gm/judge/demo-authority.ts';
import { nodeSign, signedMessage } from '../gm/peer-keys.ts';
import { type Comparison, compare, repeat } from '../kit/comparison.ts';

/** A token in this process, from the query's bytes to the reply's, beside nothing but a signature of node:crypto. */
export const benchToken = async (): Promise<Comparison[]> => {
  const { tsa } = await demoAuthority('sm2');
  const stamper = await createTimeStamper(tsa);
  const query = createTimeStampQuery({ digestAlgorithm: 'sm3', digest: randomBytes(32), nonce: randomBytes(8) });
  const serial = Buffer.alloc(16, 0x40);
  let count = 0;
  const next = () => {
    serial.writeUInt32BE(count++, 12);
    return { serial, genTime: Date.now(), accuracyMs: 10 };
  };
  const signed = signedMessage();
  return compare({
    ...{ name: 'tsa-token', unit: 'tokens/s', ours: repeat(() => answerTimeStampQuery(query, stamper, next)) },
    peers: { 'node:crypto, one SM2 signature': repeat(() => nodeSign(signed)) },
  });
};
