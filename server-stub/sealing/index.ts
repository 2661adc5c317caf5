export { loadFont } from './appearance/caption.ts';
export { inspectDocument } from './inspect.ts';
export { resolvePlacements } from './placement/resolve.ts';
export { type SealingAct, sealDocument } from './seal.ts';
