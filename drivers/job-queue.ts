/** Runs jobs one after another: a device answers one command at a time. A failed job does not stop the next. */
export const createJobQueue = () => {
  let tail: Promise<unknown> = Promise.resolve();
  return <T>(job: () => Promise<T>): Promise<T> => {
    const result = tail.then(job);
    tail = result.catch(() => undefined);
    return result;
  };
};
