import type { Revision } from '../read/revision.ts';
import { additionComplaints } from './additions.ts';
import type { Allowed } from './allowed.ts';
import { changedObjectComplaints } from './changed-objects.ts';
import { formChanges } from './form-changes.ts';
import { pageChanges } from './page-changes.ts';
import { sharedListComplaints } from './shared-lists.ts';
import { trailerComplaints } from './trailer.ts';
import { updateBytesComplaints } from './update-bytes.ts';

/**
 * Why `after` is more than `before` and one signing act whose signature stands in object `signature`: a signature
 * field, new or filled, with its value, its widget and stamps and their appearances, and nothing else.
 */
export const signingActComplaints = (before: Revision, after: Revision, signature: number): string[] => {
  const allowed: Allowed = new Map();
  const form = formChanges(before, after, signature, allowed);
  const pages = pageChanges(before, after, form.widgets, allowed);
  return [
    ...updateBytesComplaints(after, before.bytes.length),
    ...trailerComplaints(before.trailer, after.trailer),
    ...form.complaints,
    ...pages.complaints,
    ...sharedListComplaints(before, allowed),
    ...changedObjectComplaints(before, after, allowed),
    ...additionComplaints(before, after, [...form.roots, ...pages.roots]),
  ];
};
