import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Captions from '../src/components/Captions.svelte';
import { parseRoute } from '../src/lib/route';
import { router } from '../src/lib/router.svelte';
import { byId, laterById, openWindow } from './window';

describe('the library', () => {
  it('a_hit_opens_the_take_at_that_moment', async () => {
    await openWindow('#/library');
    await fireEvent.input(byId('search'), { target: { value: 'lunch' } });
    const [hit] = await screen.findAllByTestId('search-hit');
    expect(hit?.querySelector('mark')?.textContent).toBe('lunch');
    expect(hit?.getAttribute('href')).toMatch(/^#\/review\/take-\d+\?at=\d+$/);
  });

  it('words_nobody_said_are_said_to_be_absent', async () => {
    await openWindow('#/library');
    await fireEvent.input(byId('search'), { target: { value: 'zebra' } });
    await waitFor(() => expect(byId('search-count').textContent).toContain('Nothing you said'));
  });

  it('takes_are_grouped_by_date_on_request', async () => {
    await openWindow('#/library');
    await fireEvent.click(byId('group-date'));
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Today' })).toBeTruthy());
  });

  it('two_takes_of_one_question_are_put_side_by_side', async () => {
    await openWindow('#/library');
    const compare = screen.getAllByTestId('compare-take');
    expect(compare.map((link) => link.getAttribute('href'))).toEqual([
      '#/compare/take-5/take-7',
      '#/compare/take-2/take-5',
      '#/compare/take-2/take-5',
    ]);
    expect(compare[0]?.getAttribute('aria-label')).toMatch(/^Compare the take Today, .+ with the take /);
    router.go(parseRoute(compare[0]?.getAttribute('href') ?? ''));
    expect((await laterById('choose-before')).tagName).toBe('SELECT');
    await laterById('moved');
  });

  it('a_take_without_another_of_its_question_offers_no_comparison', async () => {
    await openWindow('#/library');
    const lonely = document.querySelector<HTMLElement>('[data-take="take-4"]') as HTMLElement;
    expect(within(lonely).queryByTestId('compare-take')).toBeNull();
  });

  it('an_empty_library_says_what_will_be_there', async () => {
    await openWindow('#/library', { fresh: true });
    await laterById('library-empty');
  });
});

describe('settings', () => {
  it('a_change_is_saved_at_once_and_undone', async () => {
    const { calls } = await openWindow('#/settings');
    await fireEvent.click(byId('theme-dark'));
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    await fireEvent.click(await laterById('undo'));
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('light'));
    expect(calls('save_settings')).toHaveLength(2);
  });

  it('a_microphone_check_says_what_was_heard', async () => {
    await openWindow('#/settings');
    await waitFor(() => expect((byId('mic-check') as HTMLButtonElement).disabled).toBe(false));
    await fireEvent.click(byId('mic-check'));
    await fireEvent.click(await laterById('mic-check-stop'));
    await waitFor(() => expect(byId('mic-check-result').textContent).toContain('good level'));
  });
});

describe('the first start', () => {
  it('a_person_without_a_microphone_reads_a_debrief', async () => {
    const { calls } = await openWindow('#/practice', { fresh: true, noDevices: true });
    await fireEvent.click(await laterById('welcome-sample'));
    await laterById('verdict');
    expect(calls('save_settings')[0]?.args['settings']).toMatchObject({ welcomed: true });
  });
});

describe('what is said at the start', () => {
  it('a_recording_that_was_cut_off_is_offered_for_recovery', async () => {
    const { calls } = await openWindow('#/practice', { unfinished: 1 });
    const notice = await laterById('notice');
    expect(notice.textContent).toContain('cut off');
    await fireEvent.click(byId('undo'));
    await waitFor(() => expect(byId('notice').textContent).toContain('1 recovered'));
    expect(calls('recover_takes')).toHaveLength(1);
  });
});

describe('keys and failures', () => {
  it('a_question_mark_shows_the_keys_of_the_screen', async () => {
    await openWindow('#/review/take-7');
    await laterById('review');
    await fireEvent.keyDown(document.body, { key: '?' });
    expect((await laterById('keys-overlay')).textContent).toContain('Next moment');
  });

  it('letters_typed_into_a_field_are_not_keys', async () => {
    await openWindow('#/library');
    await fireEvent.keyDown(byId('search'), { key: '?' });
    expect(screen.queryByTestId('keys-overlay')).toBeNull();
  });

  it('a_failing_command_is_told_by_its_code_not_its_text', async () => {
    await openWindow('#/library');
    await fireEvent.click(screen.getAllByTestId('delete-take')[0] as HTMLElement);
    await laterById('undo');
    await openWindow('#/review/nobody');
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toContain('not in your library');
  });
});

describe('one thing to do next', () => {
  const primaries = () =>
    [...document.querySelectorAll('main .button.primary')].map((button) =>
      button.getAttribute('data-testid'),
    );

  it.each([
    ['a debrief', '#/review/take-7', 'verdict', ['answer-again']],
    ['a take not scored', '#/review/take-6', 'not-scored', ['answer-again']],
    ['a failed analysis', '#/review/take-3', 'retry-analysis', ['retry-analysis']],
    ['practice', '#/practice', 'start-answer', ['start-answer']],
    ['a loop to be set up', '#/loop', 'begin-loop', ['begin-loop']],
    ['progress', '#/progress', 'trend-influence', ['go-rehearsal']],
  ])('stands_out_on_%s', async (_, hash, landmark, wanted) => {
    await openWindow(hash);
    await laterById(landmark);
    expect(primaries()).toEqual(wanted);
  });

  it.each([
    ['progress', '#/progress', 'progress-empty'],
    ['the library', '#/library', 'library-empty'],
  ])('is_to_answer_a_question_before_there_is_anything_on_%s', async (_, hash, landmark) => {
    await openWindow(hash, { fresh: true });
    await laterById(landmark);
    expect(primaries()).toEqual(['empty-start']);
  });

  it('is_to_rate_oneself_where_that_comes_first', async () => {
    await openWindow('#/review/take-7');
    await fireEvent.click(await laterById('rate-first'));
    await laterById('own-rating');
    expect(primaries()).toEqual(['show-card']);
  });
});

describe('while one speaks', () => {
  it('captions_are_words_apart', async () => {
    cleanup();
    render(Captions, {
      captions: ['We met in March.', 'Both signed.'].map((text, at) => ({
        text,
        start_ms: at,
        end_ms: at + 1,
        ahead: false,
      })),
    });
    expect(byId('captions').textContent).toContain('March. Both');
  });
});
