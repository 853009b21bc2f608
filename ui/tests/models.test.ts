import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { byId, laterById, openWindow } from './window';

const options = () => [...(byId('model-select') as HTMLSelectElement).options].map(({ value }) => value);

async function openModels() {
  const opened = await openWindow('#/settings');
  await laterById('model-base.en-q8_0');
  return opened;
}

it('a_model_is_fetched_offered_and_thrown_away', async () => {
  const { calls } = await openModels();
  expect(options()).toEqual(['tiny.en-q8_0']);
  await fireEvent.click(screen.getByLabelText('Download base.en-q8_0'));
  expect((await screen.findByLabelText('Downloading base.en-q8_0')).getAttribute('value')).not.toBeNull();
  await fireEvent.click(await screen.findByText('Use it'));
  await waitFor(() => expect(options()).toContain('base.en-q8_0'));
  expect(calls('save_settings').at(-1)?.args).toMatchObject({ settings: { speech_model: 'base.en-q8_0' } });
  await fireEvent.click(screen.getByLabelText('Delete base.en-q8_0'));
  await waitFor(() => expect(options()).toEqual(['tiny.en-q8_0']));
});

it('a_cancelled_download_can_be_asked_for_again', async () => {
  await openModels();
  await fireEvent.click(screen.getByLabelText('Download base.en-q8_0'));
  await fireEvent.click(await laterById('cancel-download'));
  await screen.findByLabelText('Download base.en-q8_0');
  expect(options()).toEqual(['tiny.en-q8_0']);
});
