/** What the speaker wrote beside one take: notes, points of their own, whether it is their best. */
import { ipc, type Debrief, type Note, type OwnPoints, type Written } from './ipc';
import { preferences } from './settings.svelte';
import { attempt } from './trouble';

export class WrittenBeside {
  readonly takeId: string;
  current = $state.raw<Written | null>(null);
  /** The person did not want to rate this one. */
  skipped = $state(false);

  constructor(takeId: string) {
    this.takeId = takeId;
  }

  /** Points of one's own come before those of the card, where the person wants it so. */
  comesFirst(debrief: Debrief | null): boolean {
    return (
      preferences.current.rate_first &&
      !this.skipped &&
      debrief?.scorecard.status === 'scored' &&
      this.current?.own_points.length === 0
    );
  }

  async load(): Promise<void> {
    this.current = await attempt(() => ipc.written(this.takeId));
  }

  async addNote(note: Note): Promise<void> {
    await this.#setNotes([...(this.current?.notes ?? []), note]);
  }

  async removeNote(note: Note): Promise<void> {
    await this.#setNotes((this.current?.notes ?? []).filter((other) => other !== note));
  }

  async rate(points: OwnPoints[]): Promise<void> {
    await attempt(() => ipc.setOwnPoints(this.takeId, points));
    await this.load();
  }

  async toggleBest(): Promise<void> {
    await attempt(() => ipc.setBest(this.takeId, !this.current?.best));
    await this.load();
  }

  async #setNotes(notes: Note[]): Promise<void> {
    await attempt(() => ipc.setNotes(this.takeId, notes));
    await this.load();
  }
}
