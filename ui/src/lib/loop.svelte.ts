/** The mock loop that is being held: which question is up, what the interviewer asks next, when it is over. */
import { bank } from './bank.svelte';
import { ipc, type Card, type MockLoop, type Question, type Round, type TakeView } from './ipc';
import { progress } from './progress.svelte';
import { attempt } from './trouble';

export type LoopMode = 'study' | 'real';
/** Answering, waiting for the notes of the interviewer, reading the debrief of one answer. */
export type LoopStep = 'question' | 'reading' | 'card' | 'feedback';

class LoopRun {
  held = $state.raw<MockLoop | null>(null);
  mode = $state<LoopMode>('study');
  step = $state<LoopStep>('question');
  index = $state(0);
  card = $state.raw<Card | null>(null);
  /** The take that was given last. */
  last = $state.raw<TakeView | null>(null);
  #asked: string[] = [];
  /** The take whose analysis is waited for. */
  #waitingFor: string | null = null;

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

  /** An answer is safe on disk: it joins the loop, and the interviewer takes notes. */
  async answered(takeId: string): Promise<void> {
    const held = this.held;
    if (!held) return;
    const wasCard = this.step === 'card';
    this.#waitingFor = wasCard && this.mode === 'real' ? null : takeId;
    this.last = null;
    // At once, so that no second answer begins before it is clear what comes next.
    this.step = 'reading';
    await attempt(async () => (await ipc.addToLoop(held.id, takeId), true));
    // What answers a card is not asked about again, and in a real loop nothing is shown: there is nothing to wait for.
    if (this.#waitingFor === null) return;
    // A quick analysis may be done before its answer has joined the loop.
    if (progress.last?.take_id === takeId) await this.analysed(takeId);
  }

  /** The debrief of a take has come, or failed. */
  async analysed(takeId: string): Promise<void> {
    if (takeId !== this.#waitingFor) return;
    this.#waitingFor = null;
    this.last = await attempt(() => ipc.take(takeId));
    const wasCard = this.card !== null;
    const card = wasCard ? null : await attempt(() => ipc.nextCard(takeId, this.#asked));
    if (card) {
      this.#asked.push(card.text);
      this.card = card;
      this.step = 'card';
    } else {
      this.afterAnswer();
    }
  }

  /** Nothing more is asked about this answer. */
  afterAnswer(): void {
    this.card = null;
    if (this.mode === 'study' && this.last) this.step = 'feedback';
    else this.step = 'question';
  }

  /** The same question once more. */
  again(): void {
    this.#put('question');
  }

  /** The next question; false when there is none. */
  next(): boolean {
    if (this.isLast) return false;
    this.index += 1;
    this.#put('question');
    return true;
  }

  /** Ends the loop; answers its id. */
  async end(): Promise<string | null> {
    const held = this.held;
    if (!held) return null;
    await attempt(async () => (await ipc.endLoop(held.id), true));
    this.leave();
    return held.id;
  }

  leave(): void {
    this.held = null;
    this.#waitingFor = null;
    this.#put('question');
  }

  #put(step: LoopStep): void {
    this.step = step;
    this.card = null;
    this.last = null;
  }
}

export const loopRun = new LoopRun();
