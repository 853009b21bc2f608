/** Recordings that are dropped on the window: taken into the library one after another. */
import { asCommandError, ipc } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { router } from './router.svelte';
import { session } from './session.svelte';
import { dropText as text } from './text/drop';
import { errorText } from './text/errors';

class Dropped {
  /** Files are held over the window. */
  over = $state(false);
  /** How many of how many are in; `null` when nothing is being taken in. */
  running = $state.raw<{ done: number; of: number } | null>(null);

  /** Whether files may be dropped now: not while one speaks, and one lot at a time. */
  get ready(): boolean {
    return !session.live && this.running === null;
  }

  /** Takes files in. One that cannot be used is named and passed over; a single one is opened. */
  async take(files: readonly File[]): Promise<void> {
    this.over = false;
    if (!this.ready || files.length === 0) return;
    const made: string[] = [];
    for (const [done, file] of files.entries()) {
      this.running = { done, of: files.length };
      try {
        made.push((await ipc.importSound(file.name, await file.arrayBuffer())).take_id);
      } catch (thrown) {
        const error = asCommandError(thrown);
        notices.problem(text.failed(file.name, errorText(error)), error.message);
      }
    }
    this.running = null;
    await library.load();
    if (made.length > 1) notices.say(text.added(made.length));
    const [only] = made;
    if (made.length === 1 && only !== undefined) router.review(only);
  }
}

export const dropped = new Dropped();
