import { latin1 } from '../bytes.ts';
import { runSm2 } from '../engine/sm2.ts';
import { GmError } from '../errors.ts';
import { xyOf } from './shares.ts';

const tableLength = 8192;
const limit = 2048; // 16 MiB

/** Tables of the points against which proofs were checked last, the latest at the end. All of it is public. */
const tables = new Map<string, Uint8Array>();

function makeTable(point: Uint8Array): Uint8Array {
  const table = runSm2('sm2PrepareProof', [xyOf(point)], tableLength);
  if (!table) throw new GmError('KEY_INVALID', 'a share has no such point: it is not on the curve');
  return table;
}

/** What the engine checks proofs under a point 04‖X‖Y with. GmError KEY_INVALID if that is not on the curve. */
export function proofTable(point: Uint8Array): Uint8Array {
  const name = latin1(point);
  const table = tables.get(name) ?? makeTable(point);
  tables.delete(name);
  tables.set(name, table);
  const [oldest] = tables.keys();
  if (tables.size > limit && oldest !== undefined) tables.delete(oldest);
  return table;
}
