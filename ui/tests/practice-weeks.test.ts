import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { plot } from '../src/lib/chart';
import { dayName, weekday, weeksUpTo } from '../src/lib/days';
import type { Moved } from '../src/lib/ipc';
import { compareText } from '../src/lib/text/compare';
import { byId, laterById, openWindow } from './window';

function moved(aspect: Moved['aspect'], before: number, after: number): Moved {
  return {
    aspect,
    before,
    after,
    direction: 'better',
    id: null,
    sentence_before: null,
    sentence_after: null,
  };
}

describe('take against take', () => {
  it('what_moved_is_said_first_and_in_words', async () => {
    await openWindow('#/compare/take-5/take-7');
    const list = await laterById('moved');
    expect(within(list).getByText('17 s less background')).toBeTruthy();
    expect(within(list).getByText('The result now has a number')).toBeTruthy();
    expect(list.compareDocumentPosition(byId('side-before'))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('what_tells_most_leaves_the_takes_in_view_and_the_rest_is_a_press_away', async () => {
    await openWindow('#/compare/take-5/take-7');
    const list = await laterById('moved');
    expect(within(list).getAllByRole('listitem')).toHaveLength(6);
    await fireEvent.click(byId('all-moved'));
    expect(within(list).getAllByRole('listitem').length).toBeGreaterThan(6);
    expect(screen.queryByTestId('all-moved')).toBeNull();
  });

  it('a_difference_is_heard_on_the_side_that_shows_it', async () => {
    await openWindow('#/compare/take-5/take-7');
    await laterById('moved');
    const play = within(byId('side-after')).getByTestId('player-play');
    await waitFor(() => expect((play as HTMLButtonElement).disabled).toBe(false));
    const heard = screen.getAllByTestId('hear-after')[0] as HTMLElement;
    await fireEvent.click(heard);
    await waitFor(() =>
      expect(within(byId('side-after')).getByTestId('player-clock').dataset['ms']).toBe(
        heard.dataset['start'],
      ),
    );
    expect(within(byId('side-before')).getByTestId('player-clock').dataset['ms']).toBe('0');
  });

  it('a_debrief_says_what_moved_since_the_take_before_and_leads_to_both', async () => {
    const { calls } = await openWindow('#/review/take-7');
    const since = await laterById('moved-since');
    expect(since.textContent).toContain('Since Take 2');
    expect(calls('compare')[0]?.args).toMatchObject({ before: 'take-5', after: 'take-7' });
    expect(byId('compare-takes').getAttribute('href')).toBe('#/compare/take-5/take-7');
  });

  it('the_sides_can_be_swapped', async () => {
    await openWindow('#/compare/take-5/take-7');
    await fireEvent.click(await laterById('swap-takes'));
    expect(window.location.hash).toBe('#/compare/take-7/take-5');
  });

  it('every_aspect_has_its_sentence', () => {
    const said = (one: Moved) => compareText.moved(one, 'Impact');
    expect(said(moved('background', 30_000, 47_000))).toBe('17 s more background');
    expect(said(moved('result_number', 1, 0))).toBe('The result has lost its number');
    expect(said(moved('pace', 190, 150))).toBe('150 words a minute instead of 190');
    expect(said(moved('fillers', 90, 45))).toBe('4.5 fillers a minute instead of 9.0');
    expect(said(moved('longest_pause', 0, 4_500))).toBe('The longest pause is 4.5 s instead of none');
    expect(said(moved('longest_pause', 4_500, 0))).toBe('No long pause any more; there was one of 4.5 s');
    expect(said(moved('criterion', 1, 3))).toBe('Impact: 1 has become 3');
  });
});

describe('progress', () => {
  it('a_chart_says_in_words_where_it_stands_and_goes', async () => {
    await openWindow('#/progress');
    const chart = within(await laterById('trend-influence')).getByRole('img');
    expect(chart.getAttribute('aria-label')).toBe('Influence: now 4.1, better by 1.9');
    expect(byId('trend-pace').textContent).toContain('120 words a minute');
  });

  it('a_gap_in_the_story_table_leads_to_its_questions', async () => {
    await openWindow('#/progress');
    await fireEvent.click(await laterById('gap-mandate'));
    expect((await laterById('question-position')).textContent).toBe('1 of 1');
    expect(byId('question-text').textContent).toContain('decide not to build');
    await fireEvent.click(byId('all-signals'));
    await waitFor(() => expect(byId('question-position').textContent).toContain('of 7'));
  });

  it('a_story_told_to_three_questions_says_so', async () => {
    await openWindow('#/progress');
    expect((await laterById('too-often')).textContent).toBe('told often');
    expect(screen.getAllByTestId('open-story')[0]?.textContent?.trim()).toBe('Checkout · Fraud · Lisbon');
  });

  it('the_plan_has_one_next_thing_and_can_be_dropped_and_brought_back', async () => {
    const { calls } = await openWindow('#/progress');
    await waitFor(() => expect(byId('days-left').textContent).toMatch(/25 days left|24 days left/));
    const first = screen.getAllByTestId('go-rehearsal')[0] as HTMLElement;
    expect(first.classList.contains('primary')).toBe(true);
    await fireEvent.click(byId('change-plan'));
    await fireEvent.click(byId('drop-plan'));
    await laterById('interview-date');
    await fireEvent.click(await laterById('undo'));
    await laterById('days-left');
    expect(calls('prepare')).toHaveLength(1);
  });

  it('a_date_makes_a_plan', async () => {
    const { calls } = await openWindow('#/progress', { fresh: true });
    await laterById('progress-empty');
    expect((byId('make-plan') as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.input(byId('interview-date'), { target: { value: '2999-01-31' } });
    await fireEvent.click(byId('experienced'));
    await fireEvent.click(byId('make-plan'));
    await laterById('days-left');
    expect(calls('prepare')[0]?.args).toEqual({ interviewOn: '2999-01-31', experienced: true });
  });
});

describe('days and charts', () => {
  it('a_day_number_has_a_name_and_a_weekday', () => {
    expect(dayName(20_783)).toBe('26 November');
    expect([weekday(20_783), weekday(0), weekday(-4)]).toEqual([3, 3, 6]);
  });

  it('the_calendar_ends_today', () => {
    const weeks = weeksUpTo(20_783, 2, [{ day: 20_776, takes: 2, seconds: 90 }]);
    expect(weeks.map((week) => week.length)).toEqual([7, 4]);
    expect(weeks[0]?.[3]).toEqual({ day: 20_776, takes: 2, seconds: 90 });
  });

  it('a_chart_keeps_its_values_inside_its_frame', () => {
    const frame = { width: 100, height: 50, low: 10, high: 50 };
    const { dots, band } = plot(
      [
        { day: 1, mean_x10: 5 },
        { day: 9, mean_x10: 70 },
      ],
      frame,
      [0, 1000],
    );
    expect(dots.map((dot) => [dot.x, dot.y])).toEqual([
      [4, 46],
      [96, 4],
    ]);
    expect(band).toEqual({ top: 0, bottom: 49.2 });
    expect(plot([{ day: 1, mean_x10: 30 }], frame).dots[0]).toMatchObject({ x: 50, y: 25 });
    expect(plot([], frame).line).toBe('');
  });
});
