/** Waiting times that double from `first` to `most` milliseconds, for what fails again and again. */
export const createBackOff = (first: number, most: number) => {
  let wait = first;
  let notBefore = 0;
  return {
    get ready(): boolean {
      return performance.now() >= notBefore;
    },
    failed(): void {
      notBefore = performance.now() + wait;
      wait = Math.min(most, wait * 2);
    },
    reset(): void {
      wait = first;
      notBefore = 0;
    },
  };
};
