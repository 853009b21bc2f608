/** The room the library takes, and where it lies. */
import { fireEvent, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

describe('the room the library takes', () => {
  it('is_shown_by_what_takes_it', async () => {
    await openWindow('#/settings');
    await waitFor(() => expect(byId('storage').textContent).toContain('284 MB in 41 recordings'));
    expect(byId('storage').textContent).toContain('12 of them compressed');
    expect(byId('storage').textContent).not.toContain('models');
  });

  it('is_left_as_it_is_until_one_asks_for_less', async () => {
    const { calls } = await openWindow('#/settings');
    expect((byId('compress-after') as HTMLSelectElement).value).toBe('');
    expect(calls('compress_recordings')).toEqual([]);
    await fireEvent.change(byId('compress-after'), { target: { value: '90' } });
    await waitFor(() => expect(calls('compress_recordings')[0]?.args).toEqual({ days: 90 }));
    expect(calls('save_settings').at(-1)?.args['settings']).toMatchObject({ compress_after_days: 90 });
    await waitFor(() => expect(document.body.textContent).toContain('3 recordings compressed; 18 MB less'));
    await fireEvent.change(byId('compress-after'), { target: { value: '' } });
    await waitFor(() =>
      expect(calls('save_settings').at(-1)?.args['settings']).toMatchObject({ compress_after_days: null }),
    );
    expect(calls('compress_recordings')).toHaveLength(1);
  });
});

describe('the data folder', () => {
  it('moves_after_a_question_and_keeps_the_old_files_unless_told', async () => {
    const { calls, container } = await openWindow('#/settings');
    await fireEvent.click(byId('move-folder'));
    expect(await violations(container)).toEqual([]);
    await fireEvent.click(byId('move-choose'));
    await waitFor(() => expect(calls('move_data_folder')[0]?.args).toEqual({ removeOld: false }));
    expect((await laterById('notice')).textContent).toContain('starts again');
  });
});

describe('keeping the best takes only', () => {
  it('shows_what_would_go_and_does_nothing_until_it_is_confirmed', async () => {
    const { calls, container } = await openWindow('#/settings');
    await fireEvent.change(byId('thin-days'), { target: { value: '90' } });
    await fireEvent.click(byId('thin-look'));
    expect((await laterById('thin-takes')).querySelectorAll('li')).toHaveLength(1);
    expect(document.body.textContent).toContain('18 MB will be free once the bin is emptied');
    expect(document.activeElement).toBe(byId('thin-keep'));
    expect(await violations(container)).toEqual([]);
    await fireEvent.click(byId('thin-keep'));
    expect(calls('thin_out')).toEqual([]);
    await fireEvent.click(byId('thin-look'));
    await fireEvent.click(await laterById('thin-confirm'));
    await waitFor(() => expect(calls('thin_out')[0]?.args).toEqual({ days: 90 }));
    expect((await laterById('notice')).textContent).toContain('The sound of 1 take is in the bin');
    await fireEvent.click(byId('thin-look'));
    await waitFor(() => expect(document.body.textContent).toContain('No sound would go'));
  });

  it('leaves_a_take_that_can_be_read_and_says_that_it_is_silent', async () => {
    const { calls, container } = await openWindow('#/review/take-2', { silent: { 'take-2': 'binned' } });
    expect((await laterById('no-sound')).textContent).toContain('in the bin');
    await laterById('scorecard');
    expect(calls('peaks')).toEqual([]);
    expect(document.querySelector('[data-testid="hear-again-menu"]')).toBeNull();
    await fireEvent.click(await laterById('play-sentence-1'));
    expect((await laterById('notice')).textContent).toContain('not kept any more');
    expect(calls('audio')).toEqual([]);
    expect(await violations(container)).toEqual([]);
    await fireEvent.click(byId('bring-back-sound'));
    await laterById('player-play');
    expect(calls('undo_delete')[0]?.args).toEqual({ takeId: 'take-2' });
    await waitFor(() => expect(calls('peaks')).toHaveLength(1));
  });

  it('is_said_where_the_sound_is_gone_for_good', async () => {
    await openWindow('#/review/take-2', { silent: { 'take-2': 'gone' } });
    expect((await laterById('no-sound')).textContent).toContain('was removed');
    expect(document.querySelector('[data-testid="bring-back-sound"]')).toBeNull();
    await openWindow('#/library', { silent: { 'take-2': 'gone' } });
    expect((await laterById('row-no-sound')).textContent).toBe('no sound');
  });
});
