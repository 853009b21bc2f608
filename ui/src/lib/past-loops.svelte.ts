/** The mock loops of before: what the panel made of each, and the way to the bin and back. */
import { ipc, type LoopLine } from './ipc';
import { notices } from './notices.svelte';
import { loopText as text } from './text/loop';
import { attempt } from './trouble';

class PastLoops {
  lines = $state.raw<LoopLine[]>([]);

  async load(): Promise<void> {
    this.lines = (await attempt(() => ipc.pastLoops())) ?? this.lines;
  }

  /** Moves a loop to the bin; its answers stay in the library. */
  async delete(line: LoopLine): Promise<void> {
    if ((await attempt(async () => (await ipc.deleteLoop(line.id), true))) === null) return;
    this.lines = this.lines.filter((other) => other.id !== line.id);
    notices.say(text.deleted, { label: text.undo, run: () => void this.undoDelete(line.id) });
  }

  async undoDelete(loopId: string): Promise<void> {
    await attempt(() => ipc.undoDeleteLoop(loopId));
    await this.load();
  }
}

export const pastLoops = new PastLoops();
