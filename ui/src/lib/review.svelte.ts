/** One take under review: what was loaded, its lines and moments, and the player that walks them. */
import { SvelteSet } from 'svelte/reactivity';
import {
  asCommandError,
  ipc,
  type AmendedWord,
  type HearingChange,
  type LostCorrection,
  type Mark,
  type Role,
  type ScorecardVersion,
  type TakeView,
} from './ipc';
import { library } from './library.svelte';
import { momentsOf, type Moment } from './moments';
import { notices } from './notices.svelte';
import { Player } from './player.svelte';
import { progress } from './progress.svelte';
import { rubrics } from './rubrics.svelte';
import { hearingText } from './text/hearing';
import { soundText } from './text/storage';
import { teachingText } from './text/teaching';
import { voicesText } from './text/voices';
import { linesOf, piecesOf, turnsOf, wordAt, type Turn } from './transcript';
import { attempt, report } from './trouble';

/** A change that takes longer shows how far it has come. */
const SLOW_MS = 1000;

export class TakeReview {
  readonly takeId: string;
  readonly player = new Player();
  view = $state.raw<TakeView | null>(null);
  missing = $state(false);
  /** Every card the take had, newest first. */
  cards = $state.raw<ScorecardVersion[]>([]);
  /** What hearing it again has changed, where it was. */
  change = $state.raw<HearingChange | null>(null);
  /** Corrections that a new hearing would lose: it waits for a word. */
  lost = $state.raw<LostCorrection[]>([]);
  /** The sentence whose words are open for correction, and the word chosen in it. */
  correcting = $state.raw<{ sentence: number; word: number | null } | null>(null);
  /** Something the person said is being worked in … */
  busy = $state(false);
  /** … and takes long enough to be shown. */
  slow = $state(false);
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
  lines = $derived(this.debrief ? linesOf(this.debrief, this.view?.amendments.fillers) : []);
  pieces = $derived(piecesOf(this.lines));
  /** Where somebody else speaks. */
  turns = $derived(turnsOf(this.lines));
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
    let view: TakeView;
    try {
      view = await ipc.take(this.takeId);
    } catch (thrown) {
      if (asCommandError(thrown).code === 'no_such_take') this.missing = true;
      else report(thrown);
      return;
    }
    const showing = this.#show(view);
    // The outline is made while the words are laid out.
    if (view.summary.sound === 'kept' && this.#soundOf !== this.takeId) {
      this.#soundOf = this.takeId;
      this.player.load(this.takeId, view.summary.duration_ms);
      this.peaks = (await attempt(() => ipc.peaks(this.takeId))) ?? [];
    }
    await showing;
  }

  /** Says that a sentence counts as a signal or does not, or takes that back; with a way back. */
  async mark(sentence: number, signal: string, mark: Mark | null): Promise<void> {
    const marked = await this.#change(() => ipc.markSentence(this.takeId, sentence, signal, mark));
    if (!marked) return;
    await this.#show(marked.view);
    const name = rubrics.signal(this.debrief?.versions.rubric ?? null, signal);
    notices.say(teachingText.marked(name, mark), {
      label: teachingText.undo,
      run: () => void this.mark(sentence, signal, marked.before),
    });
  }

  /** Opens a word for correction. */
  correctWord(word: number): void {
    const line = this.lines.find((one) =>
      one.tokens.some((token) => token.kind === 'word' && token.index === word),
    );
    if (line) this.correcting = { sentence: line.sentence, word };
  }

  /** What stood in place of a word, if it was corrected or mended. */
  amended(word: number): AmendedWord | null {
    return this.view?.amendments.words.find((amended) => amended.index === word) ?? null;
  }

  heardAt(amended: AmendedWord): string {
    return amended.heard.map((word) => word.text).join(' ');
  }

  /** Puts other letters in place of a word; with a way back. */
  async correct(word: number, text: string): Promise<void> {
    const before = this.debrief?.transcript.words?.[word]?.text ?? '';
    if (text === before) return;
    const known = this.amended(word) !== null;
    const view = await this.#change(() => ipc.correctWord(this.takeId, word, text));
    if (!view) return;
    await this.#show(view);
    notices.say(teachingText.corrected(before, text), {
      label: teachingText.undo,
      run: () => void (known ? this.correct(word, before) : this.putBack(word)),
    });
  }

  /** Puts back what was heard in place of a word. */
  async putBack(word: number): Promise<void> {
    const amended = this.amended(word);
    const before = this.debrief?.transcript.words?.[word]?.text ?? '';
    if (!amended) return;
    const view = await this.#change(() => ipc.putBackWord(this.takeId, word));
    if (!view) return;
    await this.#show(view);
    // Several words that had become one are corrected one by one.
    const way = { label: teachingText.undo, run: () => void this.correct(word, before) };
    notices.say(teachingText.backAgain(this.heardAt(amended)), amended.heard.length === 1 ? way : null);
  }

  /** Says of a probable filler that it was one or was none, or takes that back; with a way back. */
  async judge(startMs: number, wasOne: boolean | null): Promise<void> {
    const before = this.view?.amendments.fillers.find((filler) => filler.start_ms === startMs);
    const view = await this.#change(() => ipc.judgeFiller(this.takeId, startMs, wasOne));
    if (!view) return;
    await this.#show(view);
    notices.say(teachingText.fillerJudged(wasOne), {
      label: teachingText.undo,
      run: () => void this.judge(startMs, before?.was_one ?? null),
    });
  }

  /** Says of these sentences that somebody else said them, or that the candidate did; with a way back. */
  async sayVoice({ first, last }: Pick<Turn, 'first' | 'last'>, another: boolean): Promise<void> {
    const view = await this.#change(() => ipc.sayVoice(this.takeId, first, last, another));
    if (!view) return;
    await this.#show(view);
    notices.say(another ? voicesText.nowAnother : voicesText.nowYours, {
      label: teachingText.undo,
      run: () => void this.sayVoice({ first, last }, !another),
    });
  }

  /** Scores the take again by what is known today. */
  async scoreAgain(): Promise<void> {
    const view = await this.#change(() => ipc.scoreAgain(this.takeId));
    if (!view) return;
    await this.#show(view);
    notices.say(teachingText.scoredAgain);
  }

  /** Hears the take again with another model; asks first where corrections would be lost. */
  async hearAgain(model: string): Promise<void> {
    const heard = await this.#change(() => ipc.hearAgain(this.takeId, model));
    if (!heard) return;
    this.lost = heard.lost;
    if (heard.lost.length === 0) await this.#showHeard(heard.view);
  }

  /** Keeps what was heard although corrections are lost. */
  async keepHearing(): Promise<void> {
    this.lost = [];
    const view = await this.#change(() => ipc.keepHearing(this.takeId));
    if (view) await this.#showHeard(view);
  }

  /** Ends hearing it again; everything is as it was. */
  async dropHearing(): Promise<void> {
    this.lost = [];
    await attempt(() => ipc.cancelHearing(this.takeId));
  }

  /** Puts back what was heard before. */
  async putBackHearing(): Promise<void> {
    const view = await this.#change(() => ipc.putBackHearing(this.takeId));
    if (!view) return;
    await this.#show(view);
    notices.say(hearingText.isBack);
  }

  /** Brings the sound of the take back from the bin. */
  async bringBackSound(): Promise<void> {
    if ((await attempt(async () => (await ipc.undoDelete(this.takeId), true))) === null) return;
    await Promise.all([this.load(), library.load()]);
    notices.say(soundText.isBack);
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

  /** Shows the take as it is now, and what it was before. */
  async #show(view: TakeView): Promise<void> {
    this.view = view;
    if (view.summary.sound !== 'kept') this.player.mute(view.summary.duration_ms);
    if (!view.debrief) return;
    void rubrics.load(view.debrief.versions.rubric);
    this.player.pauses = view.debrief.delivery?.pauses ?? [];
    this.cards = (await attempt(() => ipc.scorecards(this.takeId))) ?? [];
    this.change = await attempt(() => ipc.hearingChange(this.takeId));
  }

  async #showHeard(view: TakeView): Promise<void> {
    await this.#show(view);
    notices.say(hearingText.done(this.change?.words.length ?? 0));
  }

  /** Works in what the person said, one thing at a time; `null` when it failed or another is under way. */
  async #change<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.busy) return null;
    this.busy = true;
    const timer = setTimeout(() => (this.slow = true), SLOW_MS);
    const changed = await attempt(work, ['interrupted']);
    clearTimeout(timer);
    progress.byTake.delete(this.takeId);
    this.busy = this.slow = false;
    if (changed !== null) void library.load();
    return changed;
  }
}
