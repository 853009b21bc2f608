/** Recordings that are dropped on the window: the shell takes them in and tells how far it is. */
import { on, type TakenIn, type TakingIn } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { router } from './router.svelte';
import { dropText as text } from './text/drop';
import { errorText } from './text/errors';

class Dropped {
  /** Files are held over the window. */
  over = $state(false);
  /** How far it has come; `null` when nothing is being taken in. */
  running = $state.raw<TakingIn | null>(null);

  /** Hears of what is dropped; the returned function stops that. */
  listen(): () => void {
    const stops = [
      on('dragging', ({ over }) => (this.over = over)),
      on('takingIn', (running) => (this.running = running)),
      on('takenIn', (taken) => void this.#taken(taken)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Says what became of them. A file that cannot be used is named; a single take is opened. */
  async #taken({ take_ids, left_out }: TakenIn): Promise<void> {
    this.running = null;
    for (const { name, error } of left_out)
      notices.problem(text.failed(name, errorText(error)), error.message);
    await library.load();
    if (take_ids.length > 1) notices.say(text.added(take_ids.length));
    const [only] = take_ids;
    if (take_ids.length === 1 && only !== undefined) router.review(only);
  }
}

export const dropped = new Dropped();
