/** What is said of evidence that was opened again, in the order in which it is checked. */
export const statements = {
  stored: {
    zh: '存储的证据文件未被改动，可用服务器证据私钥解密',
    en: "the stored evidence is unchanged and opens with the server's evidence key",
  },
  'chip-signature': {
    zh: '签名板安全芯片对证据的签名有效',
    en: "the signature of the pad's security chip over the evidence is valid",
  },
  'chip-certificate': {
    zh: '芯片证书由本院签发，签名时有效且未被吊销',
    en: "the chip's certificate is the hospital's, and was valid and not revoked at the time of signing",
  },
  identity: { zh: '证据属于此次签名的登记记录', en: 'the evidence is of this capture, task, document and station' },
  'evidence-digest': {
    zh: '证据摘要与事件证书所载摘要一致',
    en: 'the digest of the evidence is the one in the event certificate',
  },
  document: {
    zh: '签名人所见文件即存档文件，并原样保留在已签名文件中',
    en: 'what the signer saw is the document on record, and stands unchanged in the signed file',
  },
  times: { zh: '各步骤时间顺序正确', en: 'the times of the steps are in order' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type StatementName = keyof typeof statements;
