import { fireEvent } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { ipc } from '../src/lib/ipc';
import type { MockOptions } from '../src/lib/ipc/mock';
import { router } from '../src/lib/router.svelte';
import { violations } from './axe';
import { byId, laterById, openWindow } from './window';

const SCREENS: [name: string, hash: string, landmark: string, options?: MockOptions][] = [
  ['welcome', '#/welcome', 'welcome', { fresh: true }],
  ['practice', '#/practice', 'start-answer'],
  ['a debrief', '#/review/take-7', 'verdict'],
  ['a take not scored', '#/review/take-6', 'not-scored'],
  ['a failed analysis', '#/review/take-3', 'retry-analysis'],
  ['the library', '#/library', 'search'],
  ['an empty library', '#/library', 'library-empty', { fresh: true }],
  ['a comparison', '#/compare/take-5/take-7', 'moved'],
  ['progress', '#/progress', 'trend-influence'],
  ['progress without takes', '#/progress', 'progress-empty', { fresh: true }],
  ['a loop to be set up', '#/loop', 'begin-loop'],
  ['settings', '#/settings', 'theme-select'],
];

describe('axe finds nothing', () => {
  it.each(SCREENS)('on_%s', async (_, hash, landmark, options) => {
    const { container } = await openWindow(hash, options);
    await laterById(landmark);
    expect(await violations(container)).toEqual([]);
  });

  it('on_the_debrief_of_a_loop', async () => {
    const { container } = await openWindow('#/loop');
    const held = (await ipc.beginLoop(null, 3)).id;
    for (const take of ['take-7', 'take-5', 'take-4']) await ipc.addToLoop(held, take);
    router.go({ screen: 'loop', loopId: held });
    await laterById('loop-verdict');
    expect(await violations(container)).toEqual([]);
  });

  it('while_recording', async () => {
    const { container } = await openWindow();
    await fireEvent.click(byId('start-answer'));
    await laterById('stop');
    expect(await violations(container)).toEqual([]);
  });
});
