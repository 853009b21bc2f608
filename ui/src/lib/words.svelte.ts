/** Names and terms of the person's own, which Debrief should know when it hears something like them. */
import { ipc } from './ipc';
import { notices } from './notices.svelte';
import { teachingText as text } from './text/teaching';
import { attempt } from './trouble';

class OwnWords {
  list = $state.raw<string[]>([]);

  async load(): Promise<void> {
    this.list = (await attempt(() => ipc.ownWords())) ?? this.list;
  }

  /** Adds terms, several at once when commas or lines part them. */
  async add(typed: string): Promise<void> {
    const before = this.list;
    const terms = typed.split(/[,;\n]/).map((term) => term.trim());
    if (await this.#keep([...before, ...terms.filter((term) => term !== '')])) {
      this.#offer(text.wordsSaved, before);
    }
  }

  async remove(term: string): Promise<void> {
    const before = this.list;
    if (await this.#keep(before.filter((other) => other !== term))) {
      this.#offer(text.wordRemoved(term), before);
    }
  }

  async #keep(words: string[]): Promise<boolean> {
    const kept = await attempt(() => ipc.setOwnWords(words));
    if (kept) this.list = kept;
    return kept !== null;
  }

  #offer(said: string, before: string[]): void {
    notices.say(said, { label: text.undo, run: () => void this.#keep(before) });
  }
}

export const ownWords = new OwnWords();
