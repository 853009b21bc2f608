/** The takes kept, and what is found in them. */
import { filters } from './filters.svelte';
import { ipc, type Labels, type SearchHit, type TakeFilter, type TakeSummary } from './ipc';
import { notices } from './notices.svelte';
import { libraryText } from './text/library';
import { attempt } from './trouble';

const PAGE = 200;
const ALL: TakeFilter = { limit: PAGE };

class Library {
  takes = $state.raw<TakeSummary[]>([]);
  loaded = $state(false);
  more = $state(false);
  hits = $state.raw<SearchHit[] | null>(null);
  /** The takes that pass the filters and hold the words looked for; `null` while all are shown. */
  found = $state.raw<TakeSummary[] | null>(null);
  /** What a list shows. */
  shown = $derived(this.found ?? this.takes);
  /** The labels that were changed last, for what shows a take by itself. */
  changed = $state.raw<{ id: string; labels: Labels } | null>(null);
  #more = { takes: false, found: false };
  #words = '';
  #searching = 0;

  async load(): Promise<void> {
    const takes = await attempt(() => ipc.takes({ ...ALL, offset: 0 }));
    if (takes) this.takes = takes;
    this.#more.takes = takes?.length === PAGE;
    this.loaded = true;
    await this.look(this.#words);
  }

  async loadMore(): Promise<void> {
    const within = this.found === null ? ALL : this.#filter();
    const next = await attempt(() => ipc.takes({ ...within, limit: PAGE, offset: this.shown.length }));
    if (!next) return;
    if (this.found === null) this.takes = [...this.takes, ...next];
    else this.found = [...this.found, ...next];
    this.#more[this.found === null ? 'takes' : 'found'] = next.length === PAGE;
    this.#tellMore();
  }

  /** Looks for words within the filters; an answer that comes after a newer question is dropped. */
  async look(words: string): Promise<void> {
    const turn = ++this.#searching;
    this.#words = words.trim();
    const narrowed = this.#words !== '' || filters.active;
    const [hits, found] = await Promise.all([
      this.#words === '' ? null : attempt(() => ipc.search(this.#words, filters.current)),
      narrowed ? attempt(() => ipc.takes({ ...this.#filter(), limit: PAGE })) : null,
    ]);
    if (turn !== this.#searching) return;
    this.hits = this.#words === '' ? null : (hits ?? []);
    this.found = narrowed ? (found ?? []) : null;
    this.#more.found = found?.length === PAGE;
    this.#tellMore();
  }

  /** Shows all takes again. */
  forget(): void {
    this.#searching++;
    this.#words = '';
    this.hits = this.found = null;
    this.#tellMore();
  }

  /** Keeps what a take is called and kept under; with a way back. */
  async label(take: Pick<TakeSummary, 'id' | 'labels'>, labels: Labels): Promise<boolean> {
    const kept = await attempt(() => ipc.setLabels(take.id, labels));
    if (!kept) return false;
    this.#replace(take.id, kept);
    void filters.load();
    const named = kept.title !== take.labels.title || kept.tags.join() !== take.labels.tags.join();
    if (named) {
      const undo = (): void => void this.label({ id: take.id, labels: kept }, take.labels);
      notices.say(libraryText.labelled, { label: libraryText.undo, run: undo });
    }
    return true;
  }

  /** Gives a take a star, or takes it away. */
  async star(take: Pick<TakeSummary, 'id' | 'labels'>): Promise<boolean> {
    return this.label(take, { ...take.labels, favourite: !take.labels.favourite });
  }

  async delete(take: TakeSummary): Promise<boolean> {
    if ((await attempt(async () => (await ipc.deleteTake(take.id), true))) === null) return false;
    const others = (takes: TakeSummary[]): TakeSummary[] => takes.filter((other) => other.id !== take.id);
    this.takes = others(this.takes);
    this.found = this.found && others(this.found);
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

  #replace(id: string, labels: Labels): void {
    const renewed = (takes: TakeSummary[]): TakeSummary[] =>
      takes.map((take) => (take.id === id ? { ...take, labels } : take));
    this.takes = renewed(this.takes);
    this.found = this.found && renewed(this.found);
    this.changed = { id, labels };
  }

  /** What the takes in view were asked for by. */
  get asked(): TakeFilter {
    return this.found === null ? {} : this.#filter();
  }

  #filter(): TakeFilter {
    return { ...filters.current, text: this.#words === '' ? null : this.#words };
  }

  #tellMore(): void {
    this.more = this.found === null ? this.#more.takes : this.#more.found;
  }
}

export const library = new Library();
