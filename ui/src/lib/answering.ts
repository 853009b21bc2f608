/** What Practice and the mock loop have in common while one answers. */
import { tick } from 'svelte';
import type { Key } from './keys.svelte';
import { session } from './session.svelte';
import { preferences } from './settings.svelte';
import { practiceText as text } from './text/practice';

/** The keys of a take: begin or stop it, pause it, hide its captions. */
export function takeKeys(record: () => void): Key[] {
  return [
    { key: ' ', shown: 'Space', label: text.keyRecord, run: record },
    { key: 'p', label: text.keyPause, run: () => void session.togglePause() },
    { key: 'c', label: text.keyCaptions, run: () => void preferences.toggleCaptions() },
  ];
}

/** Keeps the focus on the main thing to do when the buttons change under it. */
export async function focusMain(within: HTMLElement | undefined): Promise<void> {
  await tick();
  within?.querySelector<HTMLElement>('[data-main]')?.focus();
}
