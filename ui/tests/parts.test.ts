import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

const CHANGING =
  /^(save_|delete_|set_|start_|import_|export_|score_|prepare|drop_|begin_|download|retry_|try_|hear_|keep_|put_|thin)/;

describe('the page of parts', () => {
  it('says_that_its_content_is_a_sample', async () => {
    await openWindow('#/components');
    expect((await laterById('parts')).textContent).toContain('none of it is in your library');
  });

  it('is_reached_from_settings', async () => {
    await openWindow('#/settings');
    expect(byId('all-parts').getAttribute('href')).toBe('#/components');
  });

  it.each(['light', 'dark'])('axe_finds_nothing_in_the_%s_theme', { timeout: 120_000 }, async (theme) => {
    await openWindow('#/components');
    await fireEvent.click(await laterById(`parts-theme-${theme}`));
    await waitFor(() => expect(byId('parts').dataset['theme']).toBe(theme));
    expect(await violations(byId('parts'))).toEqual([]);
  });

  it('nothing_pressed_on_it_changes_anything', { timeout: 120_000 }, async () => {
    const { calls } = await openWindow('#/components');
    await laterById('parts');
    for (const one of byId('parts').querySelectorAll<HTMLElement>('figure button, figure a, figure input')) {
      await fireEvent.click(one);
    }
    expect(window.location.hash).toBe('#/components');
    expect(calls(CHANGING).map(({ command }) => command)).toEqual([]);
  });

  it('its_notices_and_its_dialog_work', async () => {
    await openWindow('#/components');
    await fireEvent.click(await laterById('part-problem'));
    expect((await laterById('notice')).textContent).toContain('Nothing has failed');
    await fireEvent.click(byId('part-dialog'));
    await fireEvent.click(await laterById('confirm-keep'));
    await waitFor(() => expect(screen.queryByTestId('confirm-keep')).toBeNull());
  });

  it('shows_every_component', () => {
    const seen = new Set<string>();
    const follow = (file: string): void => {
      if (seen.has(file) || !existsSync(file)) return;
      seen.add(file);
      for (const [, to = ''] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+\.svelte)'/g)) {
        follow(join(dirname(file), to));
      }
    };
    follow('src/screens/Components.svelte');
    const frame = [...readFileSync('src/App.svelte', 'utf8').matchAll(/from '.\/components\/([^']+)'/g)];
    const shown = new Set([...seen].map((file) => file.split('/').at(-1)));
    const missing = readdirSync('src/components').filter(
      (name) => !shown.has(name) && !frame.some(([, part]) => part === name),
    );
    // The parts of the room and of Recording are shown one by one, the discarding dialog as a dialog; the field for a question takes the
    // focus as soon as it appears.
    expect(missing).toEqual([
      'AnsweringRoom.svelte',
      'DiscardDialog.svelte',
      'OwnQuestion.svelte',
      'Recording.svelte',
    ]);
  });
});
