import type { SmEngine } from './engine.ts';
import { detectNodeEngine } from './engine-node.ts';
import { smCryptoEngine } from './engine-sm-crypto.ts';

/** Picked once: OpenSSL where the runtime has it, else pure JavaScript. */
export const engine: SmEngine = detectNodeEngine() ?? smCryptoEngine;
