/** The question bank: which rounds are shown, which question is up, and in what order they come. */
import { ipc, type Question, type Round } from './ipc';

class Bank {
  all = $state.raw<Question[]>([]);
  round = $state<Round | null>(null);
  /** Only questions that listen for this signal. */
  signal = $state<string | null>(null);
  /** The person's own question; used instead of the bank's while set. */
  own = $state<string | null>(null);
  #order = $state.raw<string[]>([]);
  #at = $state<string | null>(null);

  /** The questions of the round in view, in the order they come. */
  shown = $derived.by(() => {
    const byId = new Map(this.all.map((question) => [question.id, question]));
    return this.#order
      .map((id) => byId.get(id))
      .filter((question): question is Question => question !== undefined)
      .filter((question) => this.round === null || question.round === this.round)
      .filter((question) => this.signal === null || question.listens_for.includes(this.signal));
  });

  index = $derived(
    Math.max(
      0,
      this.shown.findIndex((question) => question.id === this.#at),
    ),
  );

  current = $derived(this.shown[this.index] ?? null);

  /** Rounds that have questions, in the bank's order. */
  rounds = $derived([...new Set(this.all.map((question) => question.round))]);

  async load(): Promise<void> {
    this.all = await ipc.questions();
    this.#order = this.all.map((question) => question.id);
    this.#at = null;
  }

  show(id: string): void {
    const question = this.all.find((candidate) => candidate.id === id);
    if (!question) return;
    if (this.round !== null && this.round !== question.round) this.round = null;
    if (this.signal !== null && !question.listens_for.includes(this.signal)) this.signal = null;
    this.own = null;
    this.#at = id;
  }

  step(by: 1 | -1): void {
    const count = this.shown.length;
    if (count === 0) return;
    this.#at = this.shown[(this.index + by + count) % count]?.id ?? null;
  }

  /** The questions that listen for a signal; all of them again with `null`. */
  listenFor(signal: string | null): void {
    this.signal = signal;
    if (signal === null) return;
    this.round = null;
    this.own = null;
    this.#at = this.shown[0]?.id ?? null;
  }

  /** Those questions first that listen for what is weakest. */
  orderBy(ids: string[]): void {
    this.#order = ids;
    this.#at = this.shown[0]?.id ?? null;
  }

  /** Another order, and its first question; `random` is in [0, 1). */
  shuffle(random: () => number = Math.random): void {
    const order = [...this.#order];
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j] as string, order[i] as string];
    }
    this.#order = order;
    this.#at = this.shown[0]?.id ?? null;
  }

  find(id: string | null): Question | null {
    return this.all.find((question) => question.id === id) ?? null;
  }
}

export const bank = new Bank();
