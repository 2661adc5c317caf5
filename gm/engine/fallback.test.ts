import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bouncyCastle } from '../judge/bouncy-castle.ts';

// As in a browser, or in Electron, whose crypto has no SM algorithms: the engine is chosen when it is first imported.
const lend = process.getBuiltinModule;
Object.assign(process, { getBuiltinModule: undefined });
const { engine } = await import('./index.ts');
const { demoAuthority } = await import('../judge/demo-authority.ts');
const gm = await import('../index.ts');
Object.assign(process, { getBuiltinModule: lend });

test('without node:crypto everything works in pure JavaScript', async () => {
  assert.equal(engine.name, 'sm-crypto');
  const { root, issuing, signer, answer } = await demoAuthority('sm2');
  const content = gm.randomBytes(10_000);
  const signed = await gm.signDetached({
    content,
    ...signer,
    chain: [issuing.certificate],
    async timeStamp(signatureValue) {
      const query = gm.createTimeStampQuery({ digestAlgorithm: 'sm3', digest: gm.sm3(signatureValue) });
      return gm.parseTimeStampReply((await answer(query)).reply).token;
    },
  });
  const parsed = gm.parseSignedData(signed);
  assert.deepEqual(await gm.verifySignedData(parsed), { signature: true, signingCertificate: true });
  await gm.verifyChain({
    leaf: parsed.signer.der,
    intermediates: parsed.certificates,
    anchors: [root.certificate],
    at: new Date(),
    purpose: 'documentSigning',
  });
  const verdict = await bouncyCastle('cms', signed, content);
  assert(verdict.ok, verdict.text);

  const { privateKey, publicKey } = gm.generateSm2KeyPair();
  const key = gm.randomBytes(16);
  assert.deepEqual(gm.sm2Decrypt(gm.sm2Encrypt(key, publicKey), privateKey), key);
  const iv = gm.randomBytes(12);
  assert.deepEqual(gm.sm4GcmDecrypt(key, iv, gm.sm4GcmEncrypt(key, iv, content)), content);
});
