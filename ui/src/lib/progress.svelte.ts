/** How far the analysis of each take has come. */
import { SvelteMap } from 'svelte/reactivity';
import { on, type Analysed, type Analysis } from './ipc';

class Progress {
  byTake = new SvelteMap<string, Analysis>();
  /** The take analysed last; a new object each time. */
  last = $state.raw<Analysed | null>(null);

  /** Takes whose analysis has ended since the window opened … */
  #ended = new Set<string>();
  /** … and who waits for others. */
  #waiting = new Map<string, () => void>();

  /** Hears the shell; called once, when the window opens. */
  listen(): () => void {
    this.#ended.clear();
    const stops = [
      on('analysis', (analysis) => this.byTake.set(analysis.take_id, analysis)),
      on('analysed', (analysed) => {
        this.byTake.delete(analysed.take_id);
        this.last = analysed;
        this.#ended.add(analysed.take_id);
        this.#waiting.get(analysed.take_id)?.();
        this.#waiting.delete(analysed.take_id);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Waits for the first analysis of a take to end, well or not. A quick one may have ended before it is asked for. */
  ended(takeId: string): Promise<void> {
    if (this.#ended.has(takeId)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(takeId, resolve));
  }
}

export const progress = new Progress();
