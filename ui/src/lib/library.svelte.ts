/** The takes kept, and what is found in them. */
import { ipc, type SearchHit, type TakeSummary } from './ipc';
import { notices } from './notices.svelte';
import { libraryText } from './text/library';
import { attempt } from './trouble';

const PAGE = 200;

class Library {
  takes = $state.raw<TakeSummary[]>([]);
  loaded = $state(false);
  more = $state(false);
  hits = $state.raw<SearchHit[] | null>(null);
  #searching = 0;

  async load(): Promise<void> {
    const takes = await attempt(() => this.#page(0));
    if (takes) this.takes = takes;
    this.loaded = true;
  }

  async loadMore(): Promise<void> {
    const next = await attempt(() => this.#page(this.takes.length));
    if (next) this.takes = [...this.takes, ...next];
  }

  /** Looks for words; an answer that comes after a newer question is dropped. */
  async search(text: string): Promise<void> {
    const turn = ++this.#searching;
    if (text.trim() === '') {
      this.hits = null;
      return;
    }
    const hits = await attempt(() => ipc.search(text.trim()));
    if (turn === this.#searching) this.hits = hits ?? [];
  }

  async delete(take: TakeSummary): Promise<boolean> {
    if ((await attempt(async () => (await ipc.deleteTake(take.id), true))) === null) return false;
    this.takes = this.takes.filter((other) => other.id !== take.id);
    notices.say(libraryText.deleted, { label: libraryText.undo, run: () => void this.undoDelete(take.id) });
    return true;
  }

  async undoDelete(takeId: string): Promise<void> {
    await attempt(() => ipc.undoDelete(takeId));
    await this.load();
  }

  /** Takes that answered the same question, newest first. */
  siblings(questionId: string | null, question: string | null): TakeSummary[] {
    if (questionId === null && question === null) return [];
    return this.takes.filter((take) =>
      questionId === null ? take.question === question : take.question_id === questionId,
    );
  }

  async #page(offset: number): Promise<TakeSummary[]> {
    const takes = await ipc.takes({
      text: null,
      question_id: null,
      round: null,
      verdict: null,
      limit: PAGE,
      offset,
    });
    this.more = takes.length === PAGE;
    return takes;
  }
}

export const library = new Library();
