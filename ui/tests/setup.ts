/** What jsdom lacks of a browser. */
import { configure } from '@testing-library/svelte';
import { vi } from 'vitest';

// What is waited for comes in milliseconds, except on a machine that is busy with other things.
configure({ asyncUtilTimeout: 20_000 });

window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }) as unknown as MediaQueryList;

globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};

HTMLElement.prototype.scrollIntoView = () => undefined;
HTMLCanvasElement.prototype.getContext = (() => null) as typeof HTMLCanvasElement.prototype.getContext;
URL.createObjectURL = () => 'blob:sound';
URL.revokeObjectURL = () => undefined;

HTMLMediaElement.prototype.play = function play() {
  this.dispatchEvent(new Event('play'));
  return Promise.resolve();
};
HTMLMediaElement.prototype.pause = function pause() {
  this.dispatchEvent(new Event('pause'));
};
