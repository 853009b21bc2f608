/** The mock loop that is being held: which question is up, what the interviewer asks next, when it is over. */
import { bank } from './bank.svelte';
import { ipc, type Card, type MockLoop, type Question, type Round, type TakeView } from './ipc';
import { progress } from './progress.svelte';
import { attempt } from './trouble';

export type LoopMode = 'study' | 'real';
/** Answering, waiting for the notes of the interviewer, reading the debrief of one answer, and the end. */
export type LoopStep = 'question' | 'reading' | 'card' | 'feedback' | 'over';

class LoopRun {
  held = $state.raw<MockLoop | null>(null);
  mode = $state<LoopMode>('study');
  step = $state<LoopStep>('question');
  index = $state(0);
  card = $state.raw<Card | null>(null);
  /** The take that was given last. */
  last = $state.raw<TakeView | null>(null);
  #asked: string[] = [];

  questions = $derived(
    (this.held?.questions ?? [])
      .map((id) => bank.find(id))
      .filter((question): question is Question => question !== null),
  );
  question = $derived(this.questions[this.index] ?? null);
  isLast = $derived(this.index >= this.questions.length - 1);

  async begin(round: Round | null, length: number, mode: LoopMode): Promise<boolean> {
    const held = await attempt(() => ipc.beginLoop(round, length));
    if (!held || held.questions.length === 0) return false;
    this.held = held;
    this.mode = mode;
    this.index = 0;
    this.#asked = [];
    this.#put('question');
    return true;
  }

  /** An answer is safe on disk: it joins the loop, and the interviewer takes notes until it is clear what comes next. */
  async answered(takeId: string): Promise<void> {
    const held = this.held;
    if (!held) return;
    const wasCard = this.card !== null;
    this.last = null;
    // At once, so that no second answer begins before that.
    this.step = 'reading';
    await attempt(async () => (await ipc.addToLoop(held.id, takeId), true));
    // What answers a card is not asked about again, and in a real loop nothing is shown: there is nothing to wait for.
    if (wasCard && this.mode === 'real') return this.next();
    await progress.ended(takeId);
    const last = await attempt(() => ipc.take(takeId));
    const card = wasCard ? null : await attempt(() => ipc.nextCard(takeId, this.#asked));
    // The loop may have been left meanwhile.
    if (this.held !== held) return;
    this.last = last;
    if (!card) return this.afterAnswer();
    this.#asked.push(card.text);
    this.card = card;
    this.step = 'card';
  }

  /** Nothing more is asked about this answer. In a real loop there is nothing to read between the answers. */
  async afterAnswer(): Promise<void> {
    this.card = null;
    if (this.mode === 'study' && this.last) this.step = 'feedback';
    else await this.next();
  }

  /** The same question once more. */
  again(): void {
    this.#put('question');
  }

  /** The next question; after the last one the loop is over. */
  async next(): Promise<void> {
    if (!this.isLast) {
      this.index += 1;
      this.#put('question');
    } else if (this.held) {
      const { id } = this.held;
      await attempt(async () => (await ipc.endLoop(id), true));
      this.#put('over');
    }
  }

  leave(): void {
    this.held = null;
    this.#put('question');
  }

  #put(step: LoopStep): void {
    this.step = step;
    this.card = null;
    this.last = null;
  }
}

export const loopRun = new LoopRun();
