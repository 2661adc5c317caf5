export type Unsubscribe = () => void;

/** A list of callbacks; `on` returns its own undoing. */
export const createListeners = <T extends unknown[]>() => {
  const callbacks = new Set<(...args: T) => void>();
  return {
    on(callback: (...args: T) => void): Unsubscribe {
      // Wrapped, so that the same function added twice is called twice and removed once.
      const entry = (...args: T) => callback(...args);
      callbacks.add(entry);
      return () => void callbacks.delete(entry);
    },
    emit(...args: T): void {
      for (const callback of [...callbacks]) callback(...args);
    },
  };
};

/** Something that happens once. Who asks after it has happened is told in a microtask, so that a loss is never missed. */
export const createLatch = () => {
  const listeners = createListeners<[]>();
  let done = false;
  return {
    get done() {
      return done;
    },
    on(callback: () => void): Unsubscribe {
      if (!done) return listeners.on(callback);
      let wanted = true;
      queueMicrotask(() => wanted && callback());
      return () => {
        wanted = false;
      };
    },
    set(): void {
      if (done) return;
      done = true;
      listeners.emit();
    },
  };
};
