/** Takes that are heard again behind the window: the one under way, and how the last one ended. */
import { ipc, on, type HeardAgain, type HearingAgain } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { hearingText as text } from './text/hearing';
import { attempt, report } from './trouble';

class Again {
  running = $state.raw<HearingAgain | null>(null);
  /** A new object each time. */
  last = $state.raw<HeardAgain | null>(null);

  /** Hears the shell; called once, when the window opens. */
  listen(): () => void {
    const stops = [
      on('hearingAgain', (running) => (this.running = running)),
      on('heardAgain', (ended) => {
        this.running = null;
        this.last = ended;
        if (ended.end === 'kept') void library.load();
        if (ended.end === 'would_lose') notices.say(text.wouldLose(ended.count));
        if (ended.error) report(ended.error);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async cancel(takeId: string): Promise<void> {
    await attempt(() => ipc.cancelHearing(takeId));
  }
}

export const again = new Again();
