/** Opens the whole window on a mock of the shell. */
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterAll } from 'vitest';
import App from '../src/App.svelte';
import { bank } from '../src/lib/bank.svelte';
import { filters } from '../src/lib/filters.svelte';
import { installMock, type Mock, type MockOptions } from '../src/lib/ipc/mock';
import { library } from '../src/lib/library.svelte';
import { notices } from '../src/lib/notices.svelte';
import { parseRoute } from '../src/lib/route';
import { router } from '../src/lib/router.svelte';
import { session } from '../src/lib/session.svelte';

let mock: Mock | null = null;
afterAll(() => mock?.close());

export async function openWindow(hash = '#/practice', options: MockOptions = {}) {
  cleanup();
  session.phase = 'idle';
  session.fault = null;
  notices.list = [];
  library.forget();
  filters.clear();
  bank.own = null;
  bank.round = null;
  mock?.close();
  const opened = installMock({ stageMs: 5, faultAtMs: 50, ...options });
  mock = opened;
  router.go(parseRoute(hash));
  const { container } = render(App);
  await waitFor(() => {
    if (!container.querySelector('h1')) throw new Error('the window has not opened');
  });
  const calls = (command: string | RegExp) =>
    opened.calls.filter((call) =>
      typeof command === 'string' ? call.command === command : command.test(call.command),
    );
  return { container, calls };
}

export const byId = (id: string) => screen.getByTestId(id);
export const laterById = (id: string) => screen.findByTestId(id);
