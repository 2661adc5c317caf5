export type Age = { unit: 'years' | 'months' | 'days'; n: number };

/**
 * Age on a day as paediatric wards write it: days below one month, months below three years, years from then on.
 * `birthDate` and `today` as YYYY-MM-DD, in the hospital's own calendar day. A birth date ahead counts as 0 days.
 */
export const ageOn = (birthDate: string, today: string): Age => {
  const [by, bm, bd] = birthDate.split('-').map(Number) as [number, number, number];
  const [ty, tm, td] = today.split('-').map(Number) as [number, number, number];
  const months = (ty - by) * 12 + (tm - bm) - (td < bd ? 1 : 0);
  if (months >= 36) return { unit: 'years', n: Math.floor(months / 12) };
  if (months >= 1) return { unit: 'months', n: months };
  const dayMs = 86_400_000;
  return { unit: 'days', n: Math.max(0, Math.round((Date.UTC(ty, tm - 1, td) - Date.UTC(by, bm - 1, bd)) / dayMs)) };
};

/** The local calendar day of a moment as YYYY-MM-DD. */
export const calendarDay = (moment: Date): string =>
  `${moment.getFullYear()}-${String(moment.getMonth() + 1).padStart(2, '0')}-${String(moment.getDate()).padStart(2, '0')}`;
