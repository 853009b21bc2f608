/** A drill: one answer in three lengths, the shortest first. */

/** Seconds of each rung. */
export const RUNGS = [30, 90, 180] as const;

export class Drill {
  on = $state(false);
  /** Takes of the rungs done, in order. */
  takes = $state.raw<string[]>([]);
  /** The question it is about; another question begins anew. */
  #question: string | null = null;

  at = $derived(this.takes.length);
  done = $derived(this.on && this.at >= RUNGS.length);
  /** Seconds of the rung that is up. */
  seconds = $derived(RUNGS[Math.min(this.at, RUNGS.length - 1)] ?? 30);

  about(question: string | null): void {
    if (question === this.#question) return;
    this.#question = question;
    this.takes = [];
  }

  answered(takeId: string): void {
    this.takes = [...this.takes, takeId];
  }

  again(): void {
    this.takes = [];
  }
}

export const drill = new Drill();
