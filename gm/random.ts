const quota = 65_536; // getRandomValues refuses more per call (Web Cryptography API §10.1.1)

/** Cryptographically strong bytes from the platform's generator. */
export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += quota) {
    globalThis.crypto.getRandomValues(bytes.subarray(offset, offset + quota));
  }
  return bytes;
}
