/** What the window looks like before anything is known, and after. */
import { readFileSync } from 'node:fs';
import { fireEvent } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../src/lib/look';
import { byId, laterById, openWindow } from './window';

const page = document.documentElement;
const firstPaint = new Function(readFileSync('public/first-paint.js', 'utf8'));

/** A system that asks for these. */
function systemAsks(...wanted: string[]): void {
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) => ({ matches: wanted.some((one) => query.includes(one)) }) as MediaQueryList,
  );
}

beforeEach(() => {
  localStorage.clear();
  delete page.dataset['theme'];
  delete page.dataset['contrast'];
});

describe('the first paint', () => {
  it.each(['light', 'dark', 'high_contrast', 'system'] as const)(
    'has_the_look_the_window_had_with_%s',
    (theme) => {
      show(theme);
      const before = { ...page.dataset };
      delete page.dataset['theme'];
      delete page.dataset['contrast'];
      firstPaint();
      expect({ ...page.dataset }).toEqual(before);
    },
  );

  it('follows_the_system_on_a_first_start', () => {
    systemAsks('dark', 'contrast');
    firstPaint();
    expect({ ...page.dataset }).toEqual({ theme: 'dark', contrast: 'more' });
  });

  it('comes_before_the_window_and_needs_nothing_of_it', () => {
    const html = readFileSync('index.html', 'utf8');
    const [first = ''] = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag);
    expect(first, 'neither deferred nor a module').toBe('<script src="/first-paint.js">');
    expect(html.indexOf(first)).toBeLessThan(html.indexOf('<body>'));
  });
});

describe('the theme', () => {
  it('of_high_contrast_is_chosen_and_taken_back_at_once', async () => {
    await openWindow('#/settings');
    await fireEvent.click(await laterById('theme-high_contrast'));
    await vi.waitFor(() => expect(page.dataset['contrast']).toBe('more'));
    expect(page.dataset['theme']).toBe('light');
    await fireEvent.click(byId('theme-dark'));
    await vi.waitFor(() => expect({ ...page.dataset }).toEqual({ theme: 'dark' }));
  });
});
