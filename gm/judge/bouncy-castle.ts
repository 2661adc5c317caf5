import { run, withFiles } from './run.ts';

/*
 * How to call it, from tests only: `import { bouncyCastle } from '../gm/judge/bouncy-castle.ts'`, then
 *   await bouncyCastle('cms', cmsDer, content)          // detached CMS, with its signature time stamp if it has one
 *   await bouncyCastle('chain', leafDer, …, rootDer)
 *   await bouncyCastle('crl', crlDer, caDer)             // `text` has the number and each entry
 *   await bouncyCastle('gcm', lines)                    // SM4-GCM cases, see Judge.java
 *   await bouncyCastle('ocsp', responseDer, leafDer, caDer, responderDer)      // or several; `text` has status and nonce
 *   await bouncyCastle('ocsp-answer', requestDer, responderPkcs8, responderDer) // `text` has a response in base64
 *   await bouncyCastle('token', tokenDer, tsaCertificateDer, stampedData)   // or several such triples
 * `ok` is the verdict, `text` its line. Needs Debian's libbcpkix-java and a JDK (Java 17).
 */

const jars = ['bcprov', 'bcpkix', 'bcutil'].map((name) => `/usr/share/java/${name}.jar`).join(':');
/** Seconds of compiling saved on a program that runs for one. */
const brief = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const program = decodeURIComponent(new URL('Judge.java', import.meta.url).pathname);

/** BouncyCastle's verdict on byte strings; see the head of this file and Judge.java. */
export const bouncyCastle = (
  command: 'cms' | 'chain' | 'token' | 'crl' | 'gcm' | 'ocsp' | 'ocsp-answer',
  ...inputs: readonly Uint8Array[]
): Promise<{ ok: boolean; text: string }> =>
  withFiles(inputs, async (paths) => {
    const { ok, text } = await run('java', [
      ...brief,
      '-Dfile.encoding=UTF-8',
      '-cp',
      jars,
      program,
      command,
      ...paths,
    ]);
    if (!/^(OK|REFUSED) /m.test(text)) throw new Error(`the judge gave no verdict: ${text}`);
    return { ok: ok && !/^REFUSED /m.test(text), text };
  });
