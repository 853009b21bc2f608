/** Recordings dropped on the window. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { byId, laterById, openWindow } from './window';

const sound = (name: string, bytes = 'RIFF') => {
  const file = new File([bytes], name);
  // jsdom reads files only the long way round.
  file.arrayBuffer = () => Promise.resolve(new TextEncoder().encode(bytes).buffer as ArrayBuffer);
  return file;
};
const dragging = (files: File[]) => ({ dataTransfer: { types: ['Files'], files, dropEffect: 'none' } });

describe('recordings dropped on the window', () => {
  it('are_announced_while_they_are_held_over_it', async () => {
    await openWindow('#/library');
    await fireEvent.dragEnter(document.body, dragging([]));
    expect(byId('drop-here').textContent).toContain('Drop recordings');
    await waitFor(() => expect(screen.queryByTestId('drop-here')).toBeNull());
  });

  it('one_is_added_and_opened', async () => {
    const { calls } = await openWindow('#/library');
    await fireEvent.drop(document.body, dragging([sound('answer.m4a')]));
    await laterById('review');
    expect(calls('import_sound')).toHaveLength(1);
    expect(new TextDecoder().decode(calls('import_sound')[0]?.args as unknown as Uint8Array)).toBe('RIFF');
  });

  it('several_are_added_and_one_that_is_no_sound_is_named_and_passed_over', async () => {
    const { calls } = await openWindow('#/library');
    const before = screen.getAllByTestId('take-row').length;
    await fireEvent.drop(document.body, dragging([sound('a.wav'), sound('letter.wav', ''), sound('b.wav')]));
    await waitFor(() => expect(calls('import_sound')).toHaveLength(3));
    await waitFor(() => expect(screen.getAllByTestId('take-row')).toHaveLength(before + 2));
    const said = () => screen.getAllByTestId('notice').map((notice) => notice.textContent);
    await waitFor(() => expect(said().join()).toContain('2 recordings added'));
    expect(said().join()).toContain('letter.wav was not added');
    expect(window.location.hash).toBe('#/library');
  });

  it('words_dragged_within_the_page_are_no_recordings', async () => {
    const { calls } = await openWindow('#/library');
    const event = { dataTransfer: { types: ['text/plain'], files: [] } };
    await fireEvent.dragEnter(document.body, event);
    await fireEvent.drop(document.body, event);
    expect(screen.queryByTestId('drop-here')).toBeNull();
    expect(calls('import_sound')).toEqual([]);
  });
});
