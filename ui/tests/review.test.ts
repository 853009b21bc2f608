import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Transcript from '../src/components/Transcript.svelte';
import { ipc } from '../src/lib/ipc';
import { TakeReview } from '../src/lib/review.svelte';
import { byId, laterById, openWindow } from './window';

const press = (key: string) => fireEvent.keyDown(document.body, { key });
const clockMs = () => Number(byId('player-clock').dataset['ms']);

async function openReview() {
  const opened = await openWindow('#/review/take-7');
  await waitFor(() => expect((byId('player-play') as HTMLButtonElement).disabled).toBe(false));
  return opened;
}

describe('the debrief', () => {
  it('a_click_on_a_word_plays_from_there', async () => {
    await openReview();
    await fireEvent.click(byId('word-40'));
    expect(clockMs()).toBe(Number(byId('word-40').dataset['start']));
    expect(byId('player-play').getAttribute('aria-label')).toBe('Pause');
  });

  it('every_piece_of_evidence_plays_from_its_start', async () => {
    await openReview();
    const quotes = within(byId('criterion-influence')).getAllByTestId('evidence-play');
    expect(quotes.length).toBe(2);
    for (const quote of quotes) {
      await fireEvent.click(quote);
      expect(clockMs()).toBe(Number(quote.dataset['start']));
    }
  });

  it('j_and_k_walk_the_moments', async () => {
    await openReview();
    await press('j');
    const first = clockMs();
    await press('j');
    expect(clockMs()).toBeGreaterThan(first);
    await press('k');
    expect(clockMs()).toBe(first);
  });

  it('arrows_move_five_seconds', async () => {
    await openReview();
    await press('ArrowRight');
    await press('ArrowRight');
    await press('ArrowLeft');
    expect(clockMs()).toBe(5000);
  });

  it('speed_steps_between_its_ends', async () => {
    await openReview();
    for (let i = 0; i < 9; i++) await press('.');
    await waitFor(() => expect((byId('speed') as HTMLSelectElement).value).toBe('2'));
    for (let i = 0; i < 9; i++) await press(',');
    await waitFor(() => expect((byId('speed') as HTMLSelectElement).value).toBe('0.75'));
  });

  it('a_low_point_without_evidence_says_what_was_not_heard', async () => {
    await openReview();
    expect(byId('criterion-impact').textContent).toContain('Not heard:');
  });

  it('an_export_names_where_it_went', async () => {
    const { calls } = await openReview();
    await fireEvent.click(byId('export-md'));
    expect((await laterById('notice')).textContent).toContain('two-teams.md');
    expect(calls('export_take')[0]?.args).toMatchObject({
      takeId: 'take-7',
      format: 'md',
      chooseFolder: false,
    });
  });

  it('a_deleted_take_comes_back_on_undo', async () => {
    const { calls } = await openReview();
    await fireEvent.click(byId('delete-take'));
    const rows = (await screen.findAllByTestId('take-row')).length;
    await fireEvent.click(byId('undo'));
    await waitFor(() => expect(screen.getAllByTestId('take-row')).toHaveLength(rows + 1));
    expect(calls('undo_delete')).toHaveLength(1);
  });

  it('answering_again_asks_the_same_question', async () => {
    await openReview();
    await fireEvent.click(byId('answer-again'));
    expect((await laterById('question-text')).textContent).toContain('two teams');
  });
});

describe('takes without a score', () => {
  it('a_take_that_is_not_scored_says_why', async () => {
    await openWindow('#/review/take-6');
    expect((await laterById('not-scored')).textContent).toContain('at least 40');
  });

  it('a_failed_analysis_can_be_tried_again', async () => {
    const { calls } = await openWindow('#/review/take-3');
    await fireEvent.click(await laterById('retry-analysis'));
    await laterById('verdict');
    expect(calls('retry_analysis')).toHaveLength(1);
  });

  it('a_take_that_is_gone_leads_back_to_the_library', async () => {
    await openWindow('#/review/nobody');
    await fireEvent.click(await laterById('back-to-library'));
    await laterById('search');
  });
});

describe('space', () => {
  it('pauses_even_after_a_quote_was_clicked', async () => {
    await openReview();
    const [quote] = screen.getAllByTestId('evidence-play') as [HTMLElement];
    await fireEvent.pointerDown(quote);
    quote.focus();
    await fireEvent.click(quote);
    expect(byId('player-play').getAttribute('aria-label')).toBe('Pause');
    await fireEvent.keyDown(quote, { key: ' ' });
    expect(byId('player-play').getAttribute('aria-label')).toBe('Play');
  });

  it('presses_a_button_that_was_reached_by_keyboard', async () => {
    await openReview();
    await fireEvent.keyDown(document.body, { key: 'Tab' });
    byId('answer-again').focus();
    await fireEvent.keyDown(byId('answer-again'), { key: ' ' });
    expect(byId('player-play').getAttribute('aria-label')).toBe('Play');
  });
});

describe('a long take', () => {
  it('shows_what_is_seen_first_and_the_rest_in_a_moment', async () => {
    await openWindow();
    const review = new TakeReview('take-7');
    const view = await ipc.take('take-7');
    const one = view.debrief?.transcript.sentences[0];
    if (!view.debrief || !one) throw new Error('the mock has a debrief');
    const sentences = Array.from({ length: 200 }, () => one);
    const debrief = { ...view.debrief, transcript: { ...view.debrief.transcript, sentences } };
    review.view = { ...view, debrief };
    render(Transcript, { review });
    const shown = () => screen.getAllByTestId(/^sentence-\d+$/).length;
    expect(shown()).toBeLessThan(50);
    await waitFor(() => expect(shown()).toBe(200));
  });
});
