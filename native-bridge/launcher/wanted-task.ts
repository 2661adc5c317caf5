import { parseTaskLink, type Task } from '@bedsign/contract';

/** The task that a link from a HIS asks for, kept until a nurse who has logged in takes it; the last link counts. */
export const createWantedTask = (deps: {
  /** UNAUTHENTICATED while nobody has logged in. */
  requireStaff(): unknown;
  task(taskId: string): Promise<Task>;
  onChange(waiting: boolean): void;
}) => {
  let wanted: string | null = null;
  const put = (link: string | null): void => {
    wanted = link;
    deps.onChange(link !== null);
  };
  return {
    waiting: (): boolean => wanted !== null,
    want: (link: string): void => put(link),
    async take(): Promise<Task | null> {
      deps.requireStaff();
      if (wanted === null) return null;
      const link = wanted;
      put(null);
      return deps.task(parseTaskLink(link));
    },
  };
};
export type WantedTask = ReturnType<typeof createWantedTask>;
