/** The room the library takes, and where it lies. */
import { ipc, on, type Storage } from './ipc';
import { notices } from './notices.svelte';
import { preferences } from './settings.svelte';
import { storageText as text } from './text/storage';
import { attempt } from './trouble';

class Room {
  used = $state.raw<Storage | null>(null);
  /** Recordings are being compressed. */
  compressing = $state(false);
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
