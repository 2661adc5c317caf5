/**
 * Runs acts on one document one after the other, and on different documents side by side. The primary key of a
 * revision would refuse the second of two anyway; the queue lets it wait for its turn instead.
 */
export type DocumentQueue = <T>(documentId: string, act: () => Promise<T>) => Promise<T>;

export const createDocumentQueue = (): DocumentQueue => {
  const last = new Map<string, Promise<unknown>>();
  return async (documentId, act) => {
    const turn = (last.get(documentId) ?? Promise.resolve()).then(act, act);
    last.set(documentId, turn);
    try {
      return await turn;
    } finally {
      if (last.get(documentId) === turn) last.delete(documentId);
    }
  };
};
