const firstMs = 250;
const longestMs = 30_000;

/** What has lived as long as this before it ended has not failed to start. */
export const longEnoughMs = 60_000;

/** How long to wait before something is brought back that ended `failures` times in a row before: 250 ms, doubled up to 30 s. */
export const backOffMs = (failures: number): number => Math.min(longestMs, firstMs * 2 ** failures);
