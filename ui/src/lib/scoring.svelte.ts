/** Scoring all takes again that were scored by something that has changed since. */
import { ipc, on, type ScoringAll } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { teachingText as text } from './text/teaching';
import { attempt, report } from './trouble';

class Scoring {
  /** Takes that are not of today's making; `null` until it is known. */
  outdated = $state<number | null>(null);
  running = $state.raw<ScoringAll | null>(null);

  /** Asks how many there are and follows a run; the returned function stops that. */
  listen(): () => void {
    void this.count();
    const stops = [
      on('scoringAll', (running) => (this.running = running)),
      on('scoredAll', ({ scored, error }) => {
        this.running = null;
        void this.count();
        void library.load();
        // Whoever cancelled knows; how far it came is worth saying.
        if (error && error.code !== 'interrupted') report(error);
        else notices.say(error ? text.allStopped(scored) : text.allDone(scored));
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async count(): Promise<void> {
    this.outdated = (await attempt(() => ipc.outdatedTakes())) ?? this.outdated;
  }

  async start(): Promise<void> {
    this.running = { done: 0, of: this.outdated ?? 0 };
    if ((await attempt(async () => (await ipc.scoreAllAgain(), true))) === null) this.running = null;
  }

  async cancel(): Promise<void> {
    await attempt(() => ipc.cancelScoring());
  }
}

export const scoring = new Scoring();
