/** Finding takes again: filters, stars, titles and tags. */
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

const rows = () => screen.queryAllByTestId('take-row').map((row) => row.dataset['take']);
const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-take="${id}"]`) as HTMLElement;
const choose = (id: string, value: string) => fireEvent.change(byId(id), { target: { value } });

describe('filters', () => {
  it('every_filter_narrows_the_list_and_clearing_shows_all_again', async () => {
    const { calls } = await openWindow('#/library');
    await laterById('filter-tag');
    const all = rows();
    await choose('filter-round', 'leadership');
    await waitFor(() => expect(rows()).toEqual(['take-7', 'take-5', 'take-2']));
    await choose('filter-verdict', 'hire');
    await waitFor(() => expect(rows()).toEqual(['take-7']));
    expect(byId('filter-count').textContent).toBe('1 take');
    expect(calls('takes').at(-1)?.args['filter']).toMatchObject({ round: 'leadership', verdict: 'hire' });
    await fireEvent.click(byId('clear-filters'));
    await waitFor(() => expect(rows()).toEqual(all));
    expect(screen.queryByTestId('clear-filters')).toBeNull();
  });

  it('a_signal_can_be_asked_for_or_missed', async () => {
    const { calls } = await openWindow('#/library');
    const signal = byId('filter-signal') as HTMLSelectElement;
    await waitFor(() => expect(signal.options.length).toBeGreaterThan(2));
    const [heard, missing] = [...signal.options].filter((option) => option.value.endsWith('influence'));
    expect([heard?.value, missing?.value]).toEqual(['+influence', '-influence']);
    expect(heard?.text).toMatch(/^Heard: /);
    await choose('filter-signal', '-influence');
    await waitFor(() =>
      expect(calls('takes').at(-1)?.args['filter']).toMatchObject({
        signal: { id: 'influence', heard: false },
      }),
    );
    await waitFor(() => expect(rows()).not.toContain('take-7'));
    expect(signal.value).toBe('-influence');
  });

  it('days_of_late_or_between_two_are_asked_for_as_days', async () => {
    const { calls } = await openWindow('#/library');
    await choose('filter-when', '7');
    const day = /^\d{4}-\d\d-\d\d$/;
    await waitFor(() =>
      expect(calls('takes').at(-1)?.args['filter']).toMatchObject({
        since: expect.stringMatching(day) as string,
        until: null,
      }),
    );
    await choose('filter-when', 'between');
    await fireEvent.change(byId('filter-until'), { target: { value: '2001-01-01' } });
    await laterById('none-pass');
    expect(rows()).toEqual([]);
  });

  it('words_are_looked_for_within_the_filters', async () => {
    const { calls } = await openWindow('#/library');
    await choose('filter-verdict', 'borderline');
    await fireEvent.input(byId('search'), { target: { value: 'lunch' } });
    const hits = await screen.findAllByTestId('search-hit');
    expect(hits.map((hit) => hit.getAttribute('href')).join()).not.toContain('take-7');
    expect(calls('search').at(-1)?.args['filter']).toMatchObject({ verdict: 'borderline' });
  });

  it('a_take_is_found_by_its_title_though_nobody_said_it', async () => {
    await openWindow('#/library');
    await fireEvent.input(byId('search'), { target: { value: 'merger' } });
    await laterById('found-by-name');
    expect(rows()).toContain('take-5');
  });

  it('axe_finds_nothing_with_a_filter_set_and_the_dialog_open', async () => {
    const { container } = await openWindow('#/library');
    await choose('filter-when', 'between');
    await fireEvent.click(within(rowOf('take-5')).getByTestId('label-take'));
    await laterById('label-title');
    expect(await violations(container)).toEqual([]);
  });
});

describe('titles, tags and stars', () => {
  it('a_star_is_given_by_one_press_and_filtered_by', async () => {
    await openWindow('#/library');
    await fireEvent.click(within(rowOf('take-7')).getByTestId('star'));
    await waitFor(() =>
      expect(within(rowOf('take-7')).getByTestId('star').getAttribute('aria-pressed')).toBe('true'),
    );
    await fireEvent.click(byId('filter-star'));
    await waitFor(() => expect(rows()).toEqual(['take-7', 'take-5']));
  });

  it('a_title_and_tags_are_kept_shown_and_undone', async () => {
    const { calls } = await openWindow('#/library');
    await fireEvent.click(within(rowOf('take-4')).getByTestId('label-take'));
    await fireEvent.input(await laterById('label-title'), { target: { value: ' What we left out ' } });
    await fireEvent.input(byId('label-tags'), { target: { value: 'strategy, ' } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Add the tag panel' }));
    await fireEvent.click(byId('label-keep'));
    await waitFor(() => expect(rowOf('take-4').textContent).toContain('What we left out'));
    expect(calls('set_labels').at(-1)?.args['labels']).toEqual({
      title: 'What we left out',
      favourite: false,
      tags: ['strategy', 'panel'],
    });
    await waitFor(() => expect(screen.queryByTestId('label-title')).toBeNull());
    await fireEvent.click(await laterById('undo'));
    await waitFor(() => expect(rowOf('take-4').textContent).not.toContain('What we left out'));
  });

  it('what_is_refused_stays_open', async () => {
    await openWindow('#/library');
    await fireEvent.click(within(rowOf('take-4')).getByTestId('label-take'));
    await fireEvent.input(await laterById('label-title'), { target: { value: 'x'.repeat(121) } });
    await fireEvent.click(byId('label-keep'));
    expect((await laterById('notice')).textContent).toContain('at most 120 characters');
    expect(byId('label-title')).toBeTruthy();
  });

  it('a_debrief_goes_by_the_title_of_its_take', async () => {
    await openWindow('#/review/take-5');
    expect((await laterById('review-question')).textContent).toContain('The merger story');
    await fireEvent.click(byId('label-take'));
    await fireEvent.input(await laterById('label-title'), { target: { value: '' } });
    await fireEvent.click(byId('label-keep'));
    await waitFor(() => expect(byId('review-question').textContent).toContain('Tell me about two teams'));
  });
});
