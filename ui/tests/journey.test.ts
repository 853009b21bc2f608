import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { byId, laterById, openWindow } from './window';

const press = (key: string) => fireEvent.keyDown(document.body, { key });

describe('from a question to its debrief', () => {
  it('an_answer_is_recorded_stopped_and_debriefed', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(byId('start-answer'));
    await laterById('clock');
    expect(calls('start_take')[0]?.args['request']).toMatchObject({ question_id: 'leadership-two-teams' });
    await fireEvent.click(byId('stop'));
    expect((await laterById('verdict')).textContent).toBe('Hire');
    expect(calls('stop_take')).toHaveLength(1);
  });

  it('space_starts_and_stops', async () => {
    const { calls } = await openWindow();
    await press(' ');
    await laterById('stop');
    await press(' ');
    await laterById('review');
    expect(calls('stop_take')).toHaveLength(1);
  });

  it('the_focus_moves_to_stop_so_that_space_stops', async () => {
    await openWindow();
    await fireEvent.click(byId('start-answer'));
    await waitFor(() => expect(document.activeElement).toBe(byId('stop')));
  });

  it('a_pause_is_told_to_the_shell_and_undone', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(byId('start-answer'));
    await fireEvent.click(await laterById('pause'));
    expect(byId('pause').textContent).toContain('Go on');
    await fireEvent.click(byId('pause'));
    await waitFor(() => expect(byId('pause').textContent).toContain('Pause'));
    expect(calls('resume_take')).toHaveLength(1);
  });

  it('nothing_is_discarded_before_it_is_confirmed', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(byId('start-answer'));
    await fireEvent.click(await laterById('discard'));
    expect(document.activeElement).toBe(byId('confirm-keep'));
    await fireEvent.click(byId('confirm-keep'));
    expect(calls('discard_take')).toHaveLength(0);
    await fireEvent.click(byId('discard'));
    await fireEvent.click(byId('confirm-discard'));
    await laterById('start-answer');
    expect(calls('discard_take')).toHaveLength(1);
  });

  it('a_question_of_ones_own_is_asked_as_typed', async () => {
    const { calls } = await openWindow();
    await fireEvent.click(byId('own-question'));
    await fireEvent.input(byId('own-question-text'), { target: { value: '  Why us?  ' } });
    await fireEvent.click(byId('own-question-use'));
    expect((await laterById('question-text')).textContent).toBe('Why us?');
    await fireEvent.click(byId('start-answer'));
    await laterById('stop');
    expect(calls('start_take')[0]?.args['request']).toMatchObject({
      question_id: null,
      question_text: 'Why us?',
    });
  });

  it('a_long_question_is_set_smaller_and_whole', async () => {
    await openWindow();
    const long = 'Tell me about a time you had to persuade somebody. '.repeat(7).trim();
    await fireEvent.click(byId('own-question'));
    await fireEvent.input(byId('own-question-text'), { target: { value: long } });
    await fireEvent.click(byId('own-question-use'));
    const asked = await laterById('question-text');
    expect(asked.textContent).toBe(long);
    expect(asked.classList.contains('long')).toBe(true);
  });

  it('without_a_microphone_no_answer_can_be_started', async () => {
    await openWindow('#/practice', { noDevices: true });
    await waitFor(() => expect(byId('microphone').textContent).toContain('No microphone'));
    expect((byId('start-answer') as HTMLButtonElement).disabled).toBe(true);
  });

  it('a_fault_is_an_alert_in_words', async () => {
    await openWindow('#/practice', { fault: 'silent' });
    await fireEvent.click(byId('start-answer'));
    const fault = await laterById('fault');
    expect(fault.closest('[role=alert]')).not.toBeNull();
    expect(fault.textContent).toContain('The microphone is silent');
    expect(byId('stop')).toBeTruthy();
  });

  it('a_take_that_ends_by_itself_is_kept_and_can_be_opened', async () => {
    await openWindow('#/practice', { fault: 'disk_full' });
    await fireEvent.click(byId('start-answer'));
    await fireEvent.click(await laterById('open-kept'));
    await laterById('review');
    expect(screen.queryByTestId('fault')).toBeNull();
  });
});

describe('questions', () => {
  it('arrows_walk_the_bank_and_wrap', async () => {
    await openWindow();
    const first = byId('question-text').textContent;
    await press('ArrowRight');
    await waitFor(() => expect(byId('question-text').textContent).not.toBe(first));
    await press('ArrowLeft');
    await press('ArrowLeft');
    await waitFor(() => expect(byId('question-position').textContent).toBe('7 of 7'));
  });

  it('a_round_shows_its_questions_only', async () => {
    await openWindow();
    await fireEvent.change(byId('round-select'), { target: { value: 'leadership' } });
    await waitFor(() => expect(byId('question-position').textContent).toBe('1 of 2'));
  });
});
