export { captionTime, loadFont } from './appearance/caption.ts';
export { drawInk } from './appearance/ink.ts';
export { colours } from './appearance/operators.ts';
export { emptyUpdate } from './incremental-update.ts';
export { inspectDocument } from './inspect.ts';
export { resolvePlacements } from './placement/resolve.ts';
export { type SealingAct, sealDocument } from './seal.ts';
