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
