import { mount } from 'svelte';
import App from './App.svelte';
import './styles/index.css';

/** In a browser, while developing, a mock stands in for the shell; a release holds none of it. */
async function prepare(): Promise<void> {
  if (!(import.meta.env.DEV || import.meta.env.MODE === 'mock') || '__TAURI_INTERNALS__' in window) return;
  const { installMock } = await import('./lib/ipc/mock');
  const wish = new URLSearchParams(window.location.search);
  installMock({
    fresh: wish.has('fresh'),
    noDevices: wish.has('no-devices'),
    fault: (wish.get('fault') as 'silent' | null) ?? undefined,
    otherModel: wish.has('other-model'),
    losing: wish.has('losing') ? ['take-7'] : [],
    silent: wish.has('no-sound') ? { 'take-2': 'binned' } : {},
  });
}

await prepare();

const target = document.getElementById('app');
if (target) mount(App, { target });
