/** Takes as files: one from its debrief, many from the library. */
import { fireEvent, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { exporting } from '../src/lib/exporting.svelte';
import { byId, laterById, openWindow } from './window';

beforeEach(() => {
  exporting.scores = true;
  exporting.redact = exporting.sound = exporting.choose = false;
});

describe('a debrief as a file', () => {
  it('is_whole_and_without_sound_unless_asked_otherwise', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('review');
    await fireEvent.click(byId('export-pdf'));
    expect((await laterById('notice')).textContent).toContain('Saved to');
    expect(calls('export_take')[0]?.args).toEqual({
      takeId: 'take-7',
      format: 'pdf',
      options: { scores: true, redact: false, sound: false, words: false },
      chooseFolder: false,
    });
  });

  it('holds_the_sound_only_as_a_page_and_only_with_the_names', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('review');
    const options = () => calls('export_take').at(-1)?.args['options'];
    await fireEvent.click(byId('export-sound'));
    await fireEvent.click(byId('export-pdf'));
    expect(options()).toMatchObject({ sound: false });
    await fireEvent.click(byId('export-html'));
    expect(options()).toMatchObject({ sound: true });
    await fireEvent.click(byId('export-redact'));
    expect((byId('export-sound') as HTMLInputElement).disabled).toBe(true);
    await fireEvent.click(byId('export-html'));
    expect(options()).toMatchObject({ sound: false, redact: true });
  });

  it('leaves_scores_out_on_request_but_for_cards_which_are_made_of_them', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('review');
    await fireEvent.click(byId('export-scores'));
    await fireEvent.click(byId('export-docx'));
    await fireEvent.click(byId('export-txt'));
    const scores = calls('export_take').map(({ args }) => (args['options'] as { scores: boolean }).scores);
    expect(scores).toEqual([false, true]);
  });
});

describe('the takes in view as files', () => {
  it('are_those_that_pass_the_filters', async () => {
    const { calls } = await openWindow('#/library');
    await fireEvent.click(await laterById('export-table'));
    await waitFor(() => expect(calls('export_takes')).toHaveLength(1));
    expect(calls('export_takes')[0]?.args).toMatchObject({ filter: {}, together: 'table' });
    await fireEvent.change(byId('filter-verdict'), { target: { value: 'hire' } });
    await waitFor(() => expect(byId('filter-count').textContent).toBe('1 take'));
    await fireEvent.click(byId('export-each-pdf'));
    await waitFor(() => expect(calls('export_takes')).toHaveLength(2));
    expect(calls('export_takes')[1]?.args).toMatchObject({
      filter: { verdict: 'hire' },
      together: { each: 'pdf' },
    });
  });

  it('are_none_where_there_is_no_take', async () => {
    await openWindow('#/library', { fresh: true });
    await laterById('library-empty');
    expect(document.querySelector('[data-testid="export-takes"]')).toBeNull();
  });
});
