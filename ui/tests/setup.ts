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
/** A loudspeaker that takes everything and whose clock stands until a test moves it. */
export class Loudspeaker {
  static opened: Loudspeaker[] = [];
  readonly destination = {};
  readonly played: { at: number; samples: Float32Array }[] = [];
  readonly sampleRate: number;
  currentTime = 0;
  closed = false;

  constructor({ sampleRate }: { sampleRate: number }) {
    this.sampleRate = sampleRate;
    Loudspeaker.opened.push(this);
  }

  createBuffer(_channels: number, length: number) {
    const samples = new Float32Array(length);
    return { samples, copyToChannel: (piece: Float32Array) => samples.set(piece) };
  }

  createBufferSource() {
    const node = {
      buffer: null as { samples: Float32Array } | null,
      connect: () => undefined,
      start: (at: number) => this.played.push({ at, samples: node.buffer?.samples ?? new Float32Array() }),
    };
    return node;
  }

  resume = () => Promise.resolve();
  close = () => Promise.resolve((this.closed = true));
}

globalThis.AudioContext = Loudspeaker as unknown as typeof AudioContext;
