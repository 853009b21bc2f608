/** Recordings dropped on the window. */
import { emit } from '@tauri-apps/api/event';
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { byId, laterById, openWindow } from './window';

const said = () =>
  screen
    .getAllByTestId('notice')
    .map((notice) => notice.textContent)
    .join(' ');

describe('recordings dropped on the window', () => {
  it('are_announced_while_they_are_held_over_it', async () => {
    await openWindow('#/library');
    await emit('dragging', { over: true });
    expect((await laterById('drop-here')).textContent).toContain('Drop recordings');
    await emit('dragging', { over: false });
    await waitFor(() => expect(screen.queryByTestId('drop-here')).toBeNull());
  });

  it('one_is_opened_when_it_is_taken_in', async () => {
    await openWindow('#/library');
    await emit('taking-in', { done: 0, of: 1 });
    await waitFor(() => expect(byId('dropping').textContent).toContain('Adding the recording'));
    await emit('taken-in', { take_ids: ['take-7'], left_out: [] });
    await laterById('review');
    expect(byId('dropping').textContent?.trim()).toBe('');
  });

  it('several_are_counted_and_one_that_is_no_sound_is_named', async () => {
    await openWindow('#/library');
    const error = { code: 'bad_sound', message: 'no sound track', subject: null };
    await emit('taken-in', { take_ids: ['take-7', 'take-5'], left_out: [{ name: 'letter.wav', error }] });
    await waitFor(() => expect(said()).toContain('2 recordings added'));
    expect(said()).toContain('letter.wav was not added');
    expect(window.location.hash).toBe('#/library');
  });
});
