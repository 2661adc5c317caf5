/**
 * Resolves when the process is asked to end: by Ctrl-C, by a service manager, or because whoever started it with a
 * channel has died (`disconnect`; without a channel that never comes).
 */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      process.off('disconnect', end); // while somebody listens for it, an open channel keeps the process alive
      resolve();
    };
    for (const reason of ['SIGINT', 'SIGTERM', 'disconnect']) process.once(reason, end);
  });
