/** Speech models tried on this computer, and takes heard again with another. */
import { emit } from '@tauri-apps/api/event';
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { again } from '../src/lib/again.svelte';
import { models } from '../src/lib/models.svelte';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

beforeEach(() => {
  again.running = again.last = null;
  models.trials.clear();
});

describe('a model tried on this computer', () => {
  it('tells_its_speed_its_errors_and_whether_it_keeps_up', async () => {
    const { calls, container } = await openWindow('#/settings');
    await fireEvent.click(await laterById('try-tiny.en-q8_0'));
    expect(screen.getByLabelText('tiny.en-q8_0 hears a sample')).toBeTruthy();
    const told = (await laterById('trial-tiny.en-q8_0')).textContent;
    expect(told).toContain('Keeps up while you speak.');
    expect(told).toContain(
      '3.5 s for a minute of speech · 17.1 times faster than speech · 9 of 121 words wrong',
    );
    expect(calls('try_model').map(({ args }) => args)).toEqual([{ id: 'tiny.en-q8_0' }]);
    expect(await violations(container)).toEqual([]);
  });

  it('can_be_stopped_and_nothing_is_told', async () => {
    await openWindow('#/settings');
    await fireEvent.click(await laterById('try-tiny.en-q8_0'));
    await fireEvent.click(await laterById('cancel-trial'));
    await laterById('try-tiny.en-q8_0');
    expect(screen.queryByTestId('trial-tiny.en-q8_0')).toBeNull();
    expect(screen.queryByTestId('notice')).toBeNull();
  });
});

async function withAnotherModel(options = {}) {
  const opened = await openWindow('#/review/take-7', { otherModel: true, ...options });
  await laterById('scorecard');
  (byId('hear-again-menu').parentElement as HTMLDetailsElement).open = true;
  await fireEvent.click(await laterById('hear-again-base.en-q8_0'));
  return opened;
}

describe('a take heard again', () => {
  it('shows_what_changed_plays_it_and_puts_it_back', async () => {
    const { calls, container } = await withAnotherModel();
    expect((await laterById('heard-again')).textContent).toContain('Heard again with base.en-q8_0');
    expect(calls('hear_again')[0]?.args).toEqual({ takeId: 'take-7', model: 'base.en-q8_0' });
    await fireEvent.click(byId('see-change'));
    const list = await laterById('changed-words');
    expect(list.textContent).toContain('bill dings');
    expect(list.querySelectorAll('li')).toHaveLength(3);
    expect(byId('moved-criterion')).toBeTruthy();
    expect(await violations(container)).toEqual([]);
    const [hear] = list.querySelectorAll('button');
    await fireEvent.click(hear as HTMLButtonElement);
    await waitFor(() => expect(calls('audio').length).toBeGreaterThan(0));
    await fireEvent.click(byId('put-back-hearing'));
    await waitFor(() => expect(calls('put_back_hearing')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByTestId('heard-again')).toBeNull());
  });

  it('asks_before_a_correction_is_lost', async () => {
    const { calls } = await withAnotherModel({ losing: ['take-7'] });
    expect((await laterById('lost-corrections')).textContent).toContain(
      '“Reese”, which you corrected to “Ruiz”',
    );
    expect(document.activeElement).toBe(byId('lose-keep'));
    await fireEvent.click(byId('lose-keep'));
    await waitFor(() => expect(calls('cancel_hearing')).toHaveLength(1));
    expect(calls('keep_hearing')).toEqual([]);
    expect(screen.queryByTestId('heard-again')).toBeNull();
  });

  it('takes_the_new_words_when_one_says_so', async () => {
    const { calls } = await withAnotherModel({ losing: ['take-7'] });
    await fireEvent.click(await laterById('lose-confirm'));
    await laterById('heard-again');
    expect(calls('keep_hearing')).toHaveLength(1);
  });
});

describe('hearing takes again afterwards', () => {
  it('is_off_until_it_is_chosen', async () => {
    const { calls } = await openWindow('#/settings', { otherModel: true });
    const select = (await laterById('afterwards-select')) as HTMLSelectElement;
    expect(select.value).toBe('');
    await waitFor(() => expect([...select.options].map(({ value }) => value)).toEqual(['', 'base.en-q8_0']));
    await fireEvent.change(select, { target: { value: 'base.en-q8_0' } });
    await waitFor(() =>
      expect(calls('save_settings').at(-1)?.args['settings']).toMatchObject({
        afterwards_model: 'base.en-q8_0',
      }),
    );
  });

  it('is_shown_beside_the_card_and_ends_with_the_new_words', async () => {
    const { calls } = await openWindow('#/review/take-7');
    await laterById('scorecard');
    const loaded = calls('take').length;
    await emit('hearing-again', { take_id: 'take-7', model: 'base.en-q8_0', percent: 40 });
    expect((await laterById('hearing-again')).textContent).toContain('Being heard again with base.en-q8_0');
    await fireEvent.click(byId('cancel-hearing-again'));
    expect(calls('cancel_hearing')).toHaveLength(1);
    await emit('heard-again', { take_id: 'take-7', end: 'kept', count: 3, error: null });
    await waitFor(() => expect(screen.queryByTestId('hearing-again')).toBeNull());
    await waitFor(() => expect(calls('take').length).toBe(loaded + 1));
  });
});
