/** How far a log is whole and on the disk: up to this byte of this segment, and all of those before it. */
export type Durable = { segment: number; end: number };

export const isBeyond = (one: Durable, other: Durable): boolean =>
  one.segment > other.segment || (one.segment === other.segment && one.end > other.end);
