/** The room the library takes, and where it lies. */
import { ipc, on, type Storage, type Thinning } from './ipc';
import { keeping } from './keeping.svelte';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { preferences } from './settings.svelte';
import { storageText as text } from './text/storage';
import { attempt } from './trouble';

class Room {
  used = $state.raw<Storage | null>(null);
  /** Recordings are being compressed. */
  compressing = $state(false);
  /** Whose sound would go, while that is asked. */
  thinning = $state.raw<Thinning | null>(null);
  /** How far moving the data folder has come; `null` while it stays. */
  moving = $state<number | null>(null);

  async load(): Promise<void> {
    this.used = (await attempt(() => ipc.storage())) ?? this.used;
  }

  /** Keeps the choice; what is old enough already is compressed at once. */
  async compressAfter(days: number | null): Promise<void> {
    await preferences.change({ compress_after_days: days }, text.keep);
    if (days === null || this.compressing) return;
    this.compressing = true;
    const done = await attempt(() => ipc.compressRecordings(days));
    this.compressing = false;
    if (done) notices.say(text.compressed(done.takes, done.saved_kb, done.failed));
    await this.load();
  }

  /** Looks whose sound would go if only the best takes and those of the last days keep theirs. */
  async lookThin(days: number): Promise<void> {
    const thinning = await attempt(() => ipc.wouldThin(days));
    if (thinning?.takes.length === 0) notices.say(text.thinNone);
    else this.thinning = thinning;
  }

  /** Puts their sound into the bin. */
  async thin(days: number): Promise<void> {
    this.thinning = null;
    const done = await attempt(() => ipc.thinOut(days));
    if (done) notices.say(text.thinned(done.takes.length));
    await Promise.all([this.load(), keeping.look(), library.load()]);
  }

  /** Asks for a folder and moves everything there; the window opens anew when it is done. */
  async move(removeOld: boolean): Promise<void> {
    const stop = on('moving', ({ percent }) => (this.moving = percent));
    const moved = await attempt(() => ipc.moveDataFolder(removeOld));
    stop();
    this.moving = null;
    if (moved) notices.say(text.moved);
  }
}

export const room = new Room();
