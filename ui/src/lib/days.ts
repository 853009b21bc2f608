/** Days counted from 1970-01-01, as the shell counts them, and back. */

const DAY_MS = 86_400_000;

/** `20_783` → `26 November`. */
export function dayName(day: number): string {
  const date = new Date(day * DAY_MS);
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

/** Monday is 0. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export interface CalendarDay {
  day: number;
  takes: number;
  seconds: number;
}

/** Whole weeks up to today, oldest first; days after today are left out. */
export function weeksUpTo(today: number, weeks: number, practised: readonly CalendarDay[]): CalendarDay[][] {
  const byDay = new Map(practised.map((one) => [one.day, one]));
  const first = today - weekday(today) - (weeks - 1) * 7;
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, at) => first + week * 7 + at)
      .filter((day) => day <= today)
      .map((day) => byDay.get(day) ?? { day, takes: 0, seconds: 0 }),
  );
}
