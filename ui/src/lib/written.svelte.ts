/** What the speaker wrote beside one take: notes, points of their own, whether it is their best. */
import { ipc, type Note, type OwnPoints, type Written } from './ipc';
import { attempt } from './trouble';

export class WrittenBeside {
  readonly takeId: string;
  current = $state.raw<Written | null>(null);

  constructor(takeId: string) {
    this.takeId = takeId;
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
