/** What is kept for good and what goes: the bin, backups. */
import { ipc, on, type BinnedTake } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { keepingText as text } from './text/keeping';
import { attempt } from './trouble';

class Keeping {
  /** What is in the bin; `null` until it is known. */
  binned = $state.raw<BinnedTake[] | null>(null);
  /** How far the backup that is being written or read has come. */
  percent = $state<number | null>(null);
  /** A backup that is put in place at the next start. */
  waiting = $state<string | null>(null);

  /** Looks into the bin and follows a backup; the returned function stops that. */
  listen(): () => void {
    void this.look();
    return on('backingUp', ({ percent }) => {
      if (this.percent !== null) this.percent = percent;
    });
  }

  async look(): Promise<void> {
    this.binned = (await attempt(() => ipc.binnedTakes())) ?? this.binned;
  }

  async bringBack(take: BinnedTake): Promise<void> {
    if ((await attempt(async () => (await ipc.undoDelete(take.id), true))) === null) return;
    notices.say(text.broughtBack);
    await Promise.all([this.look(), library.load()]);
  }

  async empty(): Promise<void> {
    const sounds = this.binned?.filter((take) => take.sound_only).length ?? 0;
    const gone = await attempt(() => ipc.emptyBin());
    if (gone !== null) notices.say(text.emptied(gone, sounds));
    await Promise.all([this.look(), library.load()]);
  }

  async backUp(): Promise<void> {
    const made = await this.#while(() => ipc.backUp());
    if (made) notices.say(text.backedUp(made.recordings, made.path));
  }

  async restore(): Promise<void> {
    const read = await this.#while(() => ipc.restoreBackup());
    if (read) this.waiting = text.waiting(read.recordings, read.path);
  }

  async cancel(): Promise<void> {
    await attempt(() => ipc.cancelBackup());
  }

  async quit(): Promise<void> {
    await attempt(() => ipc.quit());
  }

  async #while<T>(work: () => Promise<T>): Promise<T | null> {
    this.percent = 0;
    const done = await attempt(work);
    this.percent = null;
    return done;
  }
}

export const keeping = new Keeping();
