import { describe, expect, it } from 'vitest';
import { bytes, clock, day, fromId, plural, roughLength, spokenClock } from '../src/lib/format';

describe('numbers as people read them', () => {
  it('a_clock_counts_whole_seconds', () => {
    expect(clock(0)).toBe('0:00');
    expect(clock(67_999)).toBe('1:07');
    expect(clock(3_600_000)).toBe('60:00');
    expect(clock(-5)).toBe('0:00');
  });

  it('a_spoken_clock_has_no_colon', () => {
    expect(spokenClock(67_000)).toBe('1 minute 7 seconds');
    expect(spokenClock(120_000)).toBe('2 minutes');
    expect(spokenClock(0)).toBe('0 seconds');
  });

  it('lengths_are_rounded_to_half_minutes', () => {
    expect(roughLength(45)).toBe('45 s');
    expect(roughLength(90)).toBe('1½ min');
    expect(roughLength(120)).toBe('2 min');
  });

  it('one_thing_has_no_plural', () => {
    expect(plural(1, 'take')).toBe('1 take');
    expect(plural(0, 'take')).toBe('0 takes');
  });

  it('sizes_are_in_the_unit_people_expect', () => {
    expect(bytes(43_521_024)).toBe('44 MB');
    expect(bytes(1_500_000_000)).toBe('1.5 GB');
  });

  it('an_id_without_a_name_is_still_readable', () => {
    expect(fromId('perfect_conditions')).toBe('Perfect conditions');
  });
});

describe('days', () => {
  const now = new Date('2026-11-23T08:00:00');

  it('recent_days_have_names', () => {
    expect(day('2026-11-23T01:00:00', now)).toBe('Today');
    expect(day('2026-11-22T23:59:00', now)).toBe('Yesterday');
    expect(day('2026-11-19T12:00:00', now)).toBe('Thursday');
  });

  it('older_days_have_dates_and_other_years_their_year', () => {
    expect(day('2026-11-16T12:00:00', now)).toBe('16 November');
    expect(day('2025-11-23T12:00:00', now)).toBe('23 November 2025');
  });
});
