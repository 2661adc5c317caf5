/**
 * The engine's WebAssembly (AssemblyScript). Every export works on `io`, a fixed area that the caller fills and wipes;
 * nothing is allocated, so a secret is only where the code put it.
 */
export { ghashInit, ghashUpdate } from './ghash';
export { hmacSm3Final, hmacSm3Init, pbkdf2Sm3Loop } from './hmac-sm3';
export { io, wipe } from './io';
export { sm3Final, sm3Init, sm3Update } from './sm3';
export { sm4ExpandKey } from './sm4';
export { sm4GcmStart, sm4GcmTag } from './sm4-gcm';
export { sm4CbcDecrypt, sm4CbcEncrypt, sm4Ctr, sm4Ecb, sm4Gctr } from './sm4-modes';
