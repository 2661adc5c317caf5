import { engine } from './engine/index.ts';

/** SM3 digest (GB/T 32905), 32 bytes. */
export const sm3 = (data: Uint8Array): Uint8Array => engine.sm3([data]);
