/** How far the analysis of each take has come. */
import { SvelteMap } from 'svelte/reactivity';
import { on, type Analysed, type Analysis } from './ipc';

class Progress {
  byTake = new SvelteMap<string, Analysis>();
  /** The take analysed last; a new object each time. */
  last = $state.raw<Analysed | null>(null);

  listen(): () => void {
    const stops = [
      on('analysis', (analysis) => this.byTake.set(analysis.take_id, analysis)),
      on('analysed', (analysed) => {
        this.byTake.delete(analysed.take_id);
        this.last = analysed;
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }
}

export const progress = new Progress();
