/** Plays one recording, fetched piece by piece, so that a long one opens as fast as a short one. Times are milliseconds. */
import { ipc, type Pause } from './ipc';
import { notices } from './notices.svelte';
import { Playback } from './sound/playback';
import { readWav, type Sound } from './sound/wav';
import { soundText } from './text/storage';
import { report } from './trouble';

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;

/** How much of a pause is still heard on each side when silence is skipped. */
const EDGE_MS = 200;
/** How much sound is fetched at once. */
const PIECE_MS = 10_000;
/** Heard before and after words that are played alone. */
const AROUND_MS = 400;

export class Player {
  time = $state(0);
  duration = $state(0);
  playing = $state(false);
  speed = $state<number>(1);
  skipSilence = $state(false);
  ready = $state(false);
  /** There is a recording no more: whoever wants to hear it is told. */
  silent = $state(false);
  /** Pauses of the take, for skipping. */
  pauses: readonly Pause[] = [];

  #takeId = '';
  #playback: Playback | null = null;
  #frame = 0;
  #stopAt: number | null = null;

  /** Makes a recording of `durationMs` ready to be heard. */
  load(takeId: string, durationMs: number): void {
    this.#takeId = takeId;
    this.duration = durationMs;
    this.silent = false;
    this.ready = true;
  }

  /** Shows the length of a recording that is not kept any more. */
  mute(durationMs: number): void {
    this.duration = durationMs;
    this.silent = true;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Plays from here, or from the start when the end was reached. */
  play(): void {
    if (this.#refused()) return;
    this.#start(this.time >= this.duration - 50 ? 0 : this.time, null);
  }

  /** Plays one moment and stops at its end. */
  playSpan(startMs: number, endMs: number | null): void {
    if (!this.#refused()) this.#start(startMs, endMs);
  }

  /** Plays words with a little before and after: a word alone is hard to make out. */
  playAround(startMs: number, endMs: number): void {
    this.playSpan(Math.max(0, startMs - AROUND_MS), endMs + AROUND_MS);
  }

  pause(): void {
    if (this.#playback) this.time = this.#now(this.#playback);
    this.#silence();
  }

  seek(ms: number): void {
    if (this.playing) this.#start(ms, null);
    else this.time = this.#within(ms);
  }

  setSpeed(speed: number): void {
    if (this.speed === speed) return;
    this.speed = speed;
    if (this.#playback) this.#start(this.#now(this.#playback), this.#stopAt);
  }

  /** One step faster or slower. */
  stepSpeed(by: 1 | -1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? 1);
  }

  close(): void {
    this.ready = false;
    this.#silence();
  }

  #refused(): boolean {
    if (this.silent) notices.say(soundText.notKept);
    return !this.ready;
  }

  #start(fromMs: number, stopAt: number | null): void {
    this.#silence();
    this.time = this.#within(fromMs);
    this.#stopAt = stopAt;
    this.#playback = Playback.start(
      (ms) => this.#piece(ms),
      this.time,
      this.speed,
      (wrong) => this.#ended(wrong),
    );
    this.playing = true;
    this.#frame = requestAnimationFrame(this.#tick);
  }

  #piece(ms: number): Promise<Sound> {
    return ipc.audio(this.#takeId, Math.round(ms), PIECE_MS).then(readWav);
  }

  #ended(wrong: unknown): void {
    this.#silence();
    if (wrong === undefined) this.time = this.duration;
    else report(wrong);
  }

  #silence(): void {
    cancelAnimationFrame(this.#frame);
    this.#playback?.stop();
    this.#playback = null;
    this.playing = false;
  }

  #tick = (): void => {
    if (!this.#playback) return;
    this.time = this.#now(this.#playback);
    if (this.#stopAt !== null && this.time >= this.#stopAt) {
      this.pause();
      return;
    }
    const landing = this.skipSilence ? afterSilence(this.time, this.pauses) : null;
    if (landing !== null) this.#start(landing, this.#stopAt);
    else this.#frame = requestAnimationFrame(this.#tick);
  };

  #now(playback: Playback): number {
    return this.#within(Math.round(playback.ms));
  }

  #within(ms: number): number {
    return Math.min(Math.max(0, ms), this.duration);
  }
}

/** Where to go on when `time` is inside a pause; `null` when it is not. */
export function afterSilence(time: number, pauses: readonly Pause[]): number | null {
  const inside = pauses.find((pause) => time > pause.start_ms + EDGE_MS && time < pause.end_ms - EDGE_MS);
  return inside ? inside.end_ms - EDGE_MS : null;
}
