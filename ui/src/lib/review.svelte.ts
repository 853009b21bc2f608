/** One take under review: what was loaded, its lines and moments, and the player that walks them. */
import { SvelteSet } from 'svelte/reactivity';
import { asCommandError, ipc, type Role, type TakeView } from './ipc';
import { momentsOf, type Moment } from './moments';
import { Player } from './player.svelte';
import { rubrics } from './rubrics.svelte';
import { linesOf, piecesOf, wordAt } from './transcript';
import { attempt, report } from './trouble';

export class TakeReview {
  readonly takeId: string;
  readonly player = new Player();
  view = $state.raw<TakeView | null>(null);
  missing = $state(false);
  peaks = $state.raw<number[]>([]);
  /** The role whose pieces are in the light; the rest is dimmed. */
  lit = $state<Role | null>(null);
  /** Roles whose sentences are folded away. */
  folded = new SvelteSet<Role>();
  /** The sentence that is played again and again; `null` when none is. */
  repeated = $state<number | null>(null);
  /** Which moment was walked to last; `-1` before the first. */
  moment = $state(-1);

  debrief = $derived(this.view?.debrief ?? null);
  lines = $derived(this.debrief ? linesOf(this.debrief) : []);
  pieces = $derived(piecesOf(this.lines));
  moments = $derived(this.debrief ? momentsOf(this.debrief.scorecard) : []);
  word = $derived(wordAt(this.debrief?.transcript.words ?? [], this.player.time));
  /** The sentence being heard; `-1` before the first. */
  sentence = $derived(
    this.lines.findLastIndex((line) => line.startMs !== null && line.startMs <= this.player.time),
  );

  #soundOf: string | null = null;

  constructor(takeId: string) {
    this.takeId = takeId;
  }

  /** Loads the take, or loads it again after its analysis; the sound only once. */
  async load(): Promise<void> {
    try {
      this.view = await ipc.take(this.takeId);
    } catch (thrown) {
      if (asCommandError(thrown).code === 'no_such_take') this.missing = true;
      else report(thrown);
      return;
    }
    if (this.debrief) {
      void rubrics.load(this.debrief.versions.rubric);
      this.player.pauses = this.debrief.delivery?.pauses ?? [];
    }
    if (this.#soundOf !== this.takeId) {
      this.#soundOf = this.takeId;
      this.player.load(this.takeId, this.view.summary.duration_ms);
      this.peaks = (await attempt(() => ipc.peaks(this.takeId))) ?? [];
    }
  }

  playMoment(moment: Moment): void {
    this.moment = this.moments.indexOf(moment);
    this.player.playSpan(moment.startMs, moment.endMs);
  }

  stepMoment(by: 1 | -1): void {
    const count = this.moments.length;
    if (count === 0) return;
    const next = this.moment < 0 ? (by > 0 ? 0 : count - 1) : (this.moment + by + count) % count;
    this.playMoment(this.moments[next] as Moment);
  }

  /** Plays the sentence being heard again and again, until it is asked once more. */
  toggleRepeat(): void {
    if (this.repeated !== null) {
      this.repeated = null;
      this.player.pause();
    } else if (this.lines.length > 0) {
      this.repeated = Math.max(0, this.sentence);
      this.playRepeated();
    }
  }

  /** Once more, when the repeated sentence came to its end by itself; anything else ends the repeating. */
  playRepeated(): void {
    const line = this.repeated === null ? undefined : this.lines[this.repeated];
    if (line && line.startMs !== null) this.player.playSpan(line.startMs, line.endMs);
  }

  toggleFold(role: Role): void {
    if (!this.folded.delete(role)) this.folded.add(role);
  }

  close(): void {
    this.player.close();
  }
}
