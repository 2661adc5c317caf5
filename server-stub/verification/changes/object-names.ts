import type { PdfValue } from '../read/object.ts';
import type { Revision } from '../read/revision.ts';
import { refsIn } from '../read/walk.ts';

/** What an object is to a reader, by where it hangs in the document; the first pattern that fits speaks. */
const roles: [RegExp, string][] = [
  [/^\/Root$/, 'document catalog'],
  [/^\/Info/, 'document information'],
  [/\/Metadata$/, 'metadata'],
  [/\/OCProperties/, 'optional content'],
  [/^\/Root\/(Names|Dests)/, 'name tree'],
  [/^\/Root\/(OpenAction|AA)|\/(A|AA|JS)(\/|$)/, 'action'],
  [/\/Font\//, 'font'],
  [/^\/Root\/AcroForm(\/Fields)?$/, 'interactive form'],
  [/^\/Root\/AcroForm\/.*\/AP\//, 'form field appearance'],
  [/^\/Root\/AcroForm\/Fields\//, 'form field'],
  [/\/Annots\/.*\/AP\//, 'annotation appearance'],
  [/\/Annots/, 'annotation'],
  [/\/Contents/, 'page content'],
  [/\/Resources/, 'page resources'],
  [/^\/Root\/Pages(\/Kids\/\d+)*$/, 'page or page tree'],
];

/** For each object of the document the shortest path on which it is reached, as in `/Root/Pages/Kids/0/Contents`. */
const objectPaths = (revision: Revision): Map<number, string> => {
  const paths = new Map<number, string>();
  const pending: [PdfValue, string][] = [[revision.trailer, '']];
  for (let at = 0; at < pending.length; at++) {
    const [value, base] = pending[at] ?? [null, ''];
    for (const { ref, path } of refsIn(value)) {
      if (paths.has(ref.number) || path.endsWith('/Parent') || path.endsWith('/P')) continue;
      paths.set(ref.number, base + path);
      pending.push([revision.resolve(ref), base + path]);
    }
  }
  return paths;
};

/** Names an object for a complaint: `page content (object 12, /Root/Pages/Kids/0/Contents)`. */
export const objectNamer = (revision: Revision): ((number: number) => string) => {
  let paths: Map<number, string> | undefined;
  return (number) => {
    paths ??= objectPaths(revision);
    const path = paths.get(number);
    if (path === undefined) return `object ${number}`;
    const role = roles.find(([pattern]) => pattern.test(path))?.[1] ?? 'content';
    return `${role} (object ${number}, ${path.length > 120 ? `…${path.slice(-120)}` : path})`;
  };
};
