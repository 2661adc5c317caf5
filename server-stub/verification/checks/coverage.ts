import { type Finding, fails, holds } from '../finding.ts';
import type { Covered } from './byte-range.ts';

/**
 * Check `coverage`: the signature that reaches furthest covers the file to its last byte. Not even an end of line
 * may follow, so that a change of any byte is a change of something signed.
 */
export const checkCoverage = (length: number, covered: (Covered | undefined)[]): Finding => {
  if (covered.length === 0) return fails('the document has no signature');
  const end = Math.max(0, ...covered.map((each) => each?.end ?? 0));
  if (end === 0) return fails('no signature has a usable byte range');
  return end === length
    ? holds(`the last signature covers the whole file, ${length} bytes`)
    : fails(`${length - end} bytes after the last signature, from ${end}, are covered by none`);
};
