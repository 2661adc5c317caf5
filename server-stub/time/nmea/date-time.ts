/** A day as a receiver writes it; `year` has two digits or four. */
export type Day = { day: string; month: string; year: string };

const digits = /^\d+$/;

/** Of the years that end in these two digits the one nearest to `reference` (ms since 1970). */
const fullYear = (year: string, reference: number): number => {
  if (year.length === 4) return Number(year);
  const near = new Date(reference).getUTCFullYear();
  const offset = (((Number(year) - near) % 100) + 150) % 100;
  return near + offset - 50;
};

/** `hhmmss` or `hhmmss.s…` on that day as ms since 1970; undefined for what is no time, a leap second among it. */
export const readDateTime = (time: string, { day, month, year }: Day, reference: number): number | undefined => {
  const [, hours, minutes, seconds, fraction = ''] = /^(\d\d)(\d\d)(\d\d)(?:\.(\d{0,9}))?$/.exec(time) ?? [];
  if (hours === undefined || ![day, month, year].every((part) => digits.test(part))) return undefined;
  const [h, m, s] = [hours, minutes, seconds].map(Number) as [number, number, number];
  const [y, month0, d] = [fullYear(year, reference), Number(month) - 1, Number(day)];
  const ms = Date.UTC(y, month0, d, h, m, s);
  const date = new Date(ms);
  const same = date.getUTCDate() === d && date.getUTCMonth() === month0 && h < 24 && m < 60 && s < 60;
  return same ? ms + Number(`0.${fraction || 0}`) * 1000 : undefined;
};
