import type { Sm2Exports } from './sm2-exports.ts';
import { wasmBinary } from './wasm-binary.ts';

/** What the module exports (wasm/index.ts); pointers are offsets into its memory. */
type Exports = Sm2Exports & {
  memory: { readonly buffer: ArrayBuffer };
  io(): number;
  wipe(address: number, length: number): void;
  sm3Init(state: number): void;
  sm3Update(state: number, data: number, length: number): void;
  sm3Final(state: number, digest: number): void;
  sm3Whole(data: number, length: number, digest: number): void;
  hmacSm3Init(states: number, key: number, length: number): void;
  hmacSm3Final(states: number, mac: number): void;
  pbkdf2Sm3Loop(states: number, block: number, iterations: number): void;
  sm4ExpandKey(key: number, keys: number, decrypt: number): void;
  sm4Ecb(keys: number, data: number, blocks: number): void;
  sm4CbcEncrypt(keys: number, iv: number, data: number, blocks: number): void;
  sm4CbcDecrypt(keys: number, iv: number, data: number, blocks: number): void;
  sm4Ctr(keys: number, counter: number, data: number, length: number): void;
  sm4Gctr(keys: number, counter: number, data: number, length: number): void;
  sm4GcmStart(keys: number, counter: number, context: number, iv: number, ivLength: number): void;
  sm4GcmTag(context: number, aadLength: number, textLength: number): void;
  ghashInit(context: number, h: number): void;
  ghashUpdate(context: number, data: number, length: number): void;
};

export type Wasm = Readonly<Exports> & {
  /** The module's whole memory; it never grows, so the view stays valid. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where the area for input and output begins. */
  readonly area: number;
};

/** Bytes of the area for input and output. */
export const areaLength = 65_536;

/** The part of the WebAssembly JavaScript API that is used; written out so that this room needs no DOM types. */
type Runtime = {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object) => { exports: object };
  };
};

let instance: Wasm | undefined;

function instantiate(): Wasm {
  const { WebAssembly } = globalThis as unknown as Runtime;
  const module = new WebAssembly.Module(Uint8Array.from(atob(wasmBinary), (character) => character.charCodeAt(0)));
  const exports = new WebAssembly.Instance(module).exports as Exports;
  return { ...exports, bytes: new Uint8Array(exports.memory.buffer), area: exports.io() };
}

/**
 * The engine's WebAssembly, compiled when first used. One instance serves all: every operation is synchronous, fills the
 * area and wipes it before it returns.
 */
export function wasm(): Wasm {
  instance ??= instantiate();
  return instance;
}
