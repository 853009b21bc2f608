import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

async function settingsAfterDeleting() {
  const opened = await openWindow('#/library');
  await fireEvent.click((await screen.findAllByTestId('delete-take'))[0] as HTMLElement);
  location.hash = '#/settings';
  await laterById('bin-holds');
  return opened;
}

it('a_deleted_take_lies_in_the_bin_and_can_be_brought_back', async () => {
  const { calls } = await settingsAfterDeleting();
  expect(byId('bin-holds')?.textContent).toContain('1 take');
  await fireEvent.click(await laterById('bring-back'));
  await laterById('bin-empty');
  expect(calls('undo_delete')).toHaveLength(1);
});

it('the_bin_is_emptied_only_after_a_question_whose_safe_answer_has_the_focus', async () => {
  const { calls } = await settingsAfterDeleting();
  await fireEvent.click(await laterById('empty-bin'));
  expect(document.activeElement).toBe(await laterById('confirm-keep'));
  await fireEvent.click(await laterById('confirm-keep'));
  expect(calls('empty_bin')).toHaveLength(0);
  await fireEvent.click(await laterById('empty-bin'));
  await fireEvent.click(await laterById('confirm-discard'));
  await laterById('bin-empty');
  expect(calls('empty_bin')).toHaveLength(1);
});

it('a_backup_shows_that_it_goes_on_and_says_where_it_is', async () => {
  await openWindow('#/settings');
  await fireEvent.click(await laterById('back-up'));
  await laterById('backing-up');
  await screen.findByText(/7 takes backed up and checked/);
  await waitFor(() => expect(screen.queryByTestId('backing-up')).toBeNull());
});

it('a_backup_that_is_put_back_waits_for_the_next_start_and_says_so', async () => {
  const { calls } = await openWindow('#/settings');
  await fireEvent.click(await laterById('restore'));
  const waiting = await laterById('restore-waiting');
  expect(waiting.textContent).toContain('kept aside');
  expect(await violations(document.body)).toEqual([]);
  await fireEvent.click(await laterById('quit'));
  expect(calls('quit')).toHaveLength(1);
});
