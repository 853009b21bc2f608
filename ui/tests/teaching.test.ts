import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { byId, laterById, openWindow } from './window';

async function openMenu(sentence: number) {
  const menu = await laterById(`sentence-menu-${sentence}`);
  await fireEvent.click(menu);
  return menu;
}

describe('what a sentence counts as', () => {
  it('a_sentence_is_given_a_signal_and_loses_it_again_on_undo', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await openMenu(3);
    await fireEvent.click(await laterById('mark-evidence'));
    await waitFor(() => expect(byId('sentence-3').querySelector('.signal')).not.toBeNull());
    expect(calls('mark_sentence')[0]?.args).toMatchObject({
      sentence: 3,
      signal: 'evidence',
      mark: 'counts',
    });
    await fireEvent.click(await laterById('undo'));
    await waitFor(() => expect(byId('sentence-3').querySelector('.signal')).toBeNull());
    expect(calls('mark_sentence')[1]?.args).toMatchObject({ mark: null });
  });

  it('a_signal_that_was_heard_can_be_refused', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await openMenu(5);
    const refused = await screen.findByRole('list', { name: 'This does not count as …' });
    await fireEvent.click(within(refused).getByTestId('mark-influence'));
    await waitFor(() => expect(byId('sentence-5').querySelector('.signal')).toBeNull());
    expect(calls('mark_sentence')[0]?.args).toMatchObject({ signal: 'influence', mark: 'counts_not' });
  });

  it('the_menu_closes_on_escape_and_axe_finds_nothing_in_it', async () => {
    const { container } = await openWindow('#/review/take-7');
    const menu = await openMenu(5);
    await laterById('mark-influence');
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
    await fireEvent.keyDown(menu, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('mark-influence')).toBeNull());
    expect(document.activeElement).toBe(menu);
  });

  it('the_card_before_can_be_looked_at', async () => {
    await openWindow('#/review/take-7');
    await openMenu(3);
    await fireEvent.click(await laterById('mark-evidence'));
    await fireEvent.click(await laterById('earlier-cards'));
    expect(byId('card-1').textContent).toContain('Influence');
    expect(byId('card-1').textContent).toContain('Card 1:');
    expect(byId('scored-at').textContent).toContain('Scored today, ');
  });
});

describe('takes scored by something that has changed', () => {
  it('a_debrief_says_so_and_is_scored_again', async () => {
    const { calls } = await openWindow('#/review/take-7', { outdated: ['take-7'] });
    await fireEvent.click(await laterById('score-again'));
    await waitFor(() => expect(screen.queryByTestId('outdated')).toBeNull());
    expect(calls('score_again')).toHaveLength(1);
  });

  it('all_takes_are_scored_again_from_settings_and_from_the_library', async () => {
    for (const hash of ['#/settings', '#/library']) {
      await openWindow(hash, { outdated: ['take-7', 'take-5'] });
      expect((await laterById('outdated-takes')).textContent).toContain('2 takes');
      await fireEvent.click(byId('score-all-again'));
      expect((await laterById('notice')).textContent).toContain('2 takes scored again');
      await waitFor(() => expect(screen.queryByTestId('score-all-again')).toBeNull());
    }
  });
});

describe('the list of own examples', () => {
  it('an_example_is_removed_and_comes_back_on_undo', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await openMenu(3);
    await fireEvent.click(await laterById('mark-evidence'));
    await laterById('undo');
    window.location.hash = '#/settings';
    await fireEvent.click(await laterById('remove-example'));
    await laterById('no-examples');
    const said = await screen.findByText('Example removed.');
    const notice = said.closest<HTMLElement>('[data-testid="notice"]') as HTMLElement;
    await fireEvent.click(within(notice).getByTestId('undo'));
    expect((await laterById('own-example')).textContent).toContain('different buildings');
    expect(calls('set_example')).toHaveLength(2);
  });
});

describe('a word that was misheard', () => {
  it('is_corrected_marked_and_put_back_on_undo', async () => {
    const { calls } = await openWindow('#/review/take-7');
    const word = await laterById('word-40');
    const before = word.textContent;
    await fireEvent.dblClick(word);
    await fireEvent.input(await laterById('correct-field'), { target: { value: 'Acme' } });
    await fireEvent.click(byId('keep-word'));
    await waitFor(() => expect(byId('correct-40').textContent).toBe('Acme'));
    await fireEvent.click(byId('done-correcting'));
    expect((await laterById('word-40')).textContent).toContain('Acme\u00a0(corrected)');
    expect(byId('word-40').title).toContain(`Heard as “${before}”`);
    await fireEvent.click(await laterById('undo'));
    await waitFor(() => expect(byId('word-40').textContent).toBe(before));
    expect(calls('correct_word')[0]?.args).toMatchObject({ word: 40, text: 'Acme' });
    expect(calls('put_back_word')).toHaveLength(1);
  });

  it('is_reached_by_keyboard_through_the_menu_of_its_sentence', async () => {
    const { container } = await openWindow('#/review/take-7');
    await openMenu(1);
    await fireEvent.click(await laterById('correct-words'));
    const [first] = await screen.findAllByTestId(/^correct-\d+$/);
    await waitFor(() => expect(document.activeElement).toBe(first));
    await fireEvent.click(first as HTMLElement);
    const field = await laterById('correct-field');
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
    await fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByTestId('correct-field')).toBeNull());
  });
});

describe('a second voice', () => {
  async function sayVoice(sentence: number) {
    await openMenu(sentence);
    await fireEvent.click(await within(byId(`sentence-${sentence}`)).findByTestId('say-voice'));
  }

  const turns = () => screen.queryAllByTestId(/^my-voice-\d+$/);

  it('a_sentence_is_said_to_be_somebody_elses_is_played_as_such_and_taken_back', async () => {
    const { calls, container } = await openWindow('#/review/take-7');
    await laterById('sentence-2');
    expect(turns()).toHaveLength(0);
    await sayVoice(2);
    const told = await laterById('other-voices');
    expect(calls('say_voice')[0]?.args).toMatchObject({ first: 2, last: 2, another: true });
    expect(within(told).getByTestId('play-voice-2').getAttribute('aria-label')).toContain('Play the other');
    expect(byId('play-sentence-2').getAttribute('aria-label')).toContain('Another voice, play from');
    await fireEvent.click(byId('my-voice-2'));
    await waitFor(() => expect(turns()).toHaveLength(0));
    const notice = (await screen.findByText('Counted as yours. Scored again.')).closest(
      '[data-testid="notice"]',
    );
    await fireEvent.click(within(notice as HTMLElement).getByTestId('undo'));
    await waitFor(() => expect(turns()).toHaveLength(1));
    expect(calls('say_voice').map((call) => call.args['another'])).toEqual([true, false, true]);
    const found = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
    expect(found.violations.map((violation) => violation.id)).toEqual([]);
  });

  it('neighbouring_sentences_are_one_turn_and_count_as_nothing', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('sentence-1');
    await sayVoice(1);
    await waitFor(() => expect(turns()).toHaveLength(1));
    await sayVoice(2);
    await waitFor(() =>
      expect(byId('play-sentence-2').getAttribute('aria-label')).toContain('Another voice'),
    );
    expect(turns()).toHaveLength(1);
    await openMenu(2);
    await within(byId('sentence-2')).findByTestId('say-voice');
    expect(within(byId('sentence-2')).queryByTestId('mark-evidence')).toBeNull();
    await fireEvent.click(within(byId('sentence-2')).getByTestId('say-voice'));
    await waitFor(() => expect(turns()).toHaveLength(0));
    expect(calls('say_voice').at(-1)?.args).toMatchObject({ first: 1, last: 2, another: false });
  });
});

describe('a probable filler', () => {
  it('is_heard_confirmed_counted_and_refused', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('summary-line');
    const said = () => byId('summary-line').textContent ?? '';
    expect(said()).toContain('2 probable');
    const open = async () => fireEvent.click(screen.getAllByTestId(/^filler-\d+$/)[0] as HTMLElement);
    await open();
    await fireEvent.click(await laterById('filler-play'));
    expect(byId('player-play').getAttribute('aria-label')).toBe('Pause');
    await fireEvent.click(byId('filler-yes'));
    await waitFor(() => expect(said()).toContain('1 probable'));
    await open();
    await fireEvent.click(await laterById('filler-no'));
    await waitFor(() => expect(screen.getAllByTestId(/^filler-\d+$/)).toHaveLength(1));
    const told = await screen.findByText('Not counted any more.');
    const notice = told.closest<HTMLElement>('[data-testid="notice"]') as HTMLElement;
    await fireEvent.click(within(notice).getByTestId('undo'));
    await waitFor(() => expect(screen.getAllByTestId(/^filler-\d+$/)).toHaveLength(2));
    expect(calls('judge_filler').map((call) => call.args['wasOne'])).toEqual([true, false, true]);
  });
});

describe('words of the person’s own', () => {
  it('are_added_several_at_once_and_removed_with_a_way_back', async () => {
    await openWindow('#/settings');
    await fireEvent.input(byId('own-words-field'), { target: { value: 'Acme Pay, Ana Ruiz' } });
    await fireEvent.click(byId('add-words'));
    await waitFor(() => expect(screen.getAllByTestId('own-word')).toHaveLength(2));
    await fireEvent.click(screen.getAllByTestId('remove-word')[0] as HTMLElement);
    const said = await screen.findByText('Acme Pay removed.');
    const notice = said.closest<HTMLElement>('[data-testid="notice"]') as HTMLElement;
    await fireEvent.click(within(notice).getByTestId('undo'));
    await waitFor(() => expect(screen.getAllByTestId('own-word')).toHaveLength(2));
  });
});
