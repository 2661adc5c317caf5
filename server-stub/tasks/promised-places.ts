import type { PdfRect } from '@bedsign/contract';
import type { Db } from '../storage/index.ts';

/** The tasks that a document has, and where those that are open will have their signatures. */
export type PromisedPlaces = { tasks: Set<string>; places: { page: number; rect: PdfRect }[] };

/** What is signed stands in the document itself, so its revision is to be read after this. */
export const promisedPlaces = async (db: Db, documentId: string): Promise<PromisedPlaces> => {
  const rows = await db
    .selectFrom('task_field')
    .innerJoin('task', 'task.id', 'task_field.task_id')
    .select(['task_id', 'page', 'x', 'y', 'width', 'height', 'signed_at'])
    .where('document_id', '=', documentId)
    .execute();
  return {
    tasks: new Set(rows.map(({ task_id }) => task_id)),
    places: rows.flatMap(({ task_id: _, signed_at, page, ...rect }) => (signed_at === null ? [{ page, rect }] : [])),
  };
};

/**
 * Whether the document still has the tasks it had. Until the transaction ends no other can add one that asks this too:
 * PostgreSQL locks a row that is written, SQLite has one writer at a time.
 */
export const isStillPromised = async (trx: Db, documentId: string, { tasks }: PromisedPlaces): Promise<boolean> => {
  await trx
    .updateTable('document')
    .set(({ ref }) => ({ pages: ref('pages') }))
    .where('id', '=', documentId)
    .execute();
  const now = await promisedPlaces(trx, documentId);
  return now.tasks.size === tasks.size;
};
