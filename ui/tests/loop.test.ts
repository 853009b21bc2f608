import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { drill } from '../src/lib/drill.svelte';
import { loopRun } from '../src/lib/loop.svelte';
import { progress } from '../src/lib/progress.svelte';
import { router } from '../src/lib/router.svelte';
import { byId, laterById, openWindow } from './window';

beforeEach(() => {
  loopRun.leave();
  drill.on = false;
  drill.again();
});

async function answer(): Promise<void> {
  await fireEvent.click(await laterById('start-answer'));
  await fireEvent.click(await laterById('stop'));
}

describe('a mock loop', () => {
  it('in_real_mode_goes_from_answer_to_card_to_the_panel_without_a_score_between', async () => {
    const { calls } = await openWindow('#/loop');
    await fireEvent.click(await laterById('loop-length-3'));
    await fireEvent.click(byId('begin-loop'));
    const asked: string[] = [];
    for (let question = 0; question < 3; question++) {
      asked.push((await laterById('question-text')).textContent ?? '');
      await answer();
      if (question < 2) {
        await laterById('skip-card');
        asked.push(byId('question-text').textContent ?? '');
        expect(screen.queryByTestId('loop-feedback')).toBeNull();
        if (question === 0) await answer();
        else await fireEvent.click(byId('skip-card'));
      }
      if (question < 2) await waitFor(() => expect(loopRun.index).toBe(question + 1));
    }
    expect(await laterById('loop-verdict')).toBeTruthy();
    expect(asked[1]).toContain('without you');
    expect(asked[3]).toContain('decide not to do');
    expect(new Set(asked).size).toBe(asked.length);
    expect(calls('add_to_loop')).toHaveLength(4);
    expect(calls('end_loop')).toHaveLength(1);
  });

  it('in_study_mode_every_answer_has_its_debrief_and_can_be_given_again', async () => {
    await openWindow('#/loop');
    await fireEvent.click(await laterById('loop-mode-study'));
    await fireEvent.click(byId('begin-loop'));
    await laterById('loop-hint');
    await answer();
    await fireEvent.click(await laterById('skip-card'));
    expect((await laterById('loop-feedback')).textContent).toContain('Hire');
    await fireEvent.click(byId('loop-again'));
    await laterById('start-answer');
    expect(loopRun.index).toBe(0);
  });

  it('hides_its_captions_by_the_same_key_as_practice', async () => {
    const { calls } = await openWindow('#/loop');
    await fireEvent.click(await laterById('begin-loop'));
    await fireEvent.click(await laterById('start-answer'));
    await laterById('captions');
    await fireEvent.keyDown(document.body, { key: 'c' });
    await waitFor(() => expect(screen.queryByTestId('captions')).toBeNull());
    expect(calls('save_settings')).toHaveLength(1);
    await fireEvent.click(byId('stop'));
    await fireEvent.click(await laterById('leave-loop'));
  });

  it('is_one_of_three_ways_to_practise_and_leads_back_to_the_others', async () => {
    await openWindow('#/loop');
    await laterById('begin-loop');
    expect((byId('mode-loop') as HTMLInputElement).checked).toBe(true);
    await fireEvent.click(byId('mode-drill'));
    await laterById('drill');
    expect(document.body.textContent).toContain('suggested 30 s');
  });

  it('leaves_a_note_alone_while_an_answer_from_before_is_still_read', async () => {
    await openWindow('#/loop', { stageMs: 60 });
    await fireEvent.click(await laterById('begin-loop'));
    await answer();
    await laterById('skip-card');
    await answer();
    await waitFor(() => expect(loopRun.index).toBe(1));
    await fireEvent.click(await laterById('think'));
    byId('think-notes').focus();
    const read = progress.last;
    await waitFor(() => expect(progress.last).not.toBe(read));
    await tick();
    expect(document.activeElement).toBe(byId('think-notes'));
  });

  it('takes_an_answer_that_ended_by_itself_and_goes_on', async () => {
    const { calls } = await openWindow('#/loop', { fault: 'too_long' });
    await fireEvent.click(await laterById('begin-loop'));
    await fireEvent.click(await laterById('start-answer'));
    await laterById('skip-card');
    expect(calls('add_to_loop')).toHaveLength(1);
  });

  it('can_be_left_at_any_time', async () => {
    await openWindow('#/loop');
    await fireEvent.click(await laterById('begin-loop'));
    await fireEvent.click(await laterById('leave-loop'));
    await laterById('loop-setup');
  });
});

describe('loops before', () => {
  it('are_listed_with_their_vote_and_open_again', async () => {
    await openWindow('#/loop');
    expect((await laterById('past-loop')).textContent).toMatch(/Several rounds · 3 answers.*Borderline/s);
    expect(byId('open-loop').getAttribute('href')).toBe('#/loop/loop-0');
    router.go({ screen: 'loop', loopId: 'loop-0' });
    expect((await laterById('loop-verdict')).textContent).toContain('Borderline');
    await waitFor(() => expect(document.activeElement).toBe(byId('loop-verdict')));
  });

  it('go_to_the_bin_and_come_back', async () => {
    const { calls } = await openWindow('#/loop');
    await fireEvent.click(await laterById('delete-loop'));
    await waitFor(() => expect(screen.queryByTestId('past-loops')).toBeNull());
    expect(calls('delete_loop')[0]?.args).toEqual({ loopId: 'loop-0' });
    expect(calls('delete_take')).toEqual([]);
    await fireEvent.click(byId('undo'));
    await laterById('past-loop');
  });

  it('hold_the_one_that_was_just_left', async () => {
    await openWindow('#/loop', { fresh: true });
    await fireEvent.click(await laterById('begin-loop'));
    await answer();
    await laterById('skip-card');
    await fireEvent.click(byId('leave-loop'));
    expect((await laterById('past-loop')).textContent).toContain('left early');
  });
});

describe('a drill', () => {
  it('is_one_answer_in_three_lengths_and_ends_in_a_comparison', async () => {
    await openWindow();
    await fireEvent.click(await laterById('mode-drill'));
    for (const rung of ['30 s', '1½ min', '3 min']) {
      await fireEvent.click(await laterById('start-answer'));
      await laterById('stop');
      expect(document.body.textContent).toContain(`of about ${rung}`);
      await fireEvent.click(byId('stop'));
    }
    await fireEvent.click(await laterById('drill-compare'));
    await laterById('compare');
  });

  it('is_compared_once_its_last_answer_has_been_read', async () => {
    const { calls } = await openWindow('#/practice', { stageMs: 100 });
    await fireEvent.click(await laterById('mode-drill'));
    for (let rung = 0; rung < 3; rung++) {
      await fireEvent.click(await laterById('start-answer'));
      await fireEvent.click(await laterById('stop'));
    }
    await fireEvent.click(await laterById('drill-compare'));
    await laterById('compare-waiting');
    expect(calls('compare')).toEqual([]);
    await laterById('moved');
    expect(byId('side-after').textContent).toContain('Hire');
  });
});

describe('what one writes beside a take', () => {
  it('notes_made_while_thinking_stay_with_the_take', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(await laterById('think'));
    await fireEvent.input(byId('think-notes'), { target: { value: 'lunch, one date' } });
    await fireEvent.click(byId('start-now'));
    await fireEvent.click(await laterById('stop'));
    await laterById('review');
    expect(calls('set_notes')[0]?.args['notes']).toEqual([{ at_ms: null, text: 'lunch, one date' }]);
  });

  it('notes_are_not_taken_along_to_another_question', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(await laterById('think'));
    await fireEvent.input(byId('think-notes'), { target: { value: 'lunch, one date' } });
    await fireEvent.click(byId('cancel-think'));
    await fireEvent.keyDown(document.body, { key: 'ArrowRight' });
    await fireEvent.click(await laterById('start-answer'));
    await fireEvent.click(await laterById('stop'));
    await laterById('review');
    expect(calls('set_notes')).toEqual([]);
  });

  it('one_rates_oneself_before_the_card_and_sees_the_difference_after', async () => {
    await openWindow('#/review/take-7');
    await fireEvent.click(await laterById('rate-first'));
    await laterById('own-rating');
    expect(screen.queryByTestId('verdict')).toBeNull();
    await fireEvent.click(byId('own-influence-2'));
    await fireEvent.click(byId('show-card'));
    expect((await laterById('own-beside')).textContent).toMatch(/you gave \d points less/);
    await laterById('verdict');
  });

  it('a_note_is_kept_at_its_moment_and_taken_away_again', async () => {
    await openWindow('#/review/take-7');
    await fireEvent.click(await laterById('add-note'));
    await fireEvent.input(byId('note-field'), { target: { value: 'too fast here' } });
    await fireEvent.submit(byId('note-field').closest('form') as HTMLFormElement);
    await waitFor(() => expect(byId('notes').textContent).toContain('too fast here'));
    await fireEvent.click(byId('remove-note'));
    await waitFor(() => expect(screen.queryByTestId('remove-note')).toBeNull());
  });

  it('the_best_telling_is_marked_and_unmarked', async () => {
    await openWindow('#/review/take-7');
    const best = await laterById('keep-best');
    expect(best.getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(best);
    await waitFor(() => expect(byId('keep-best').getAttribute('aria-pressed')).toBe('false'));
  });

  it('a_role_is_folded_away_and_shown_again', async () => {
    await openWindow('#/review/take-7');
    await fireEvent.click(await laterById('fold-S'));
    await waitFor(() => expect(byId('sentence-1').textContent).toContain('…'));
    expect(screen.queryByTestId('play-sentence-1')).toBeNull();
    await fireEvent.click(byId('fold-S'));
    await laterById('play-sentence-1');
  });
});
