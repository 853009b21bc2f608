/**
 * Sound on its way to the loudspeaker, from one place on, at one speed, until it ends or is stopped.
 *
 * It goes through Web Audio, piece after piece on the audio clock. The media element would do all this by itself, but in
 * WebKitGTK about one start in ten of a Blob fails or hangs, and one that was made ready early stays silent for as long as
 * it waited; Web Audio starts every time, within a third of a second.
 */
import { Stretch } from './stretch';
import type { Sound } from './wav';

/** Where sound comes from: the piece that begins at `ms`; an empty one when that is the end. */
export type SoundSource = (ms: number) => Promise<Sound>;

/** How far ahead of the loudspeaker pieces are laid out, in seconds: more than the longest sleep of a hidden window. */
const AHEAD = 3;
/** Time to lay out the first piece before it is due, in seconds. */
const LEAD = 0.05;
/** What is laid out in one go, in seconds. */
const PIECE = 1;

export class Playback {
  readonly #source: SoundSource;
  readonly #fromMs: number;
  readonly #speed: number;
  #context: AudioContext | null = null;
  /** The context's time at which `fromMs` is heard; `null` before the first piece is laid out. */
  #begin: number | null = null;
  #stopped = false;

  private constructor(source: SoundSource, fromMs: number, speed: number) {
    this.#source = source;
    this.#fromMs = fromMs;
    this.#speed = speed;
  }

  /** Begins. `ended` is called when the last sound was heard, with what went wrong when something did; not after `stop`. */
  static start(
    source: SoundSource,
    fromMs: number,
    speed: number,
    ended: (wrong?: unknown) => void,
  ): Playback {
    const playback = new Playback(source, fromMs, speed);
    playback.#run().then(
      (whole) => whole && ended(),
      (wrong: unknown) => {
        const wanted = !playback.#stopped;
        playback.stop();
        if (wanted) ended(wrong);
      },
    );
    return playback;
  }

  /** The place that is being heard, in milliseconds of the recording. */
  get ms(): number {
    if (this.#begin === null || !this.#context) return this.#fromMs;
    return this.#fromMs + Math.max(0, this.#context.currentTime - this.#begin) * this.#speed * 1000;
  }

  /** Falls silent at once. */
  stop(): void {
    this.#stopped = true;
    void this.#context?.close().catch(() => undefined);
    this.#context = null;
  }

  /** Lays out one piece after another; `true` when all was heard. */
  async #run(): Promise<boolean> {
    let sound = await this.#source(this.#fromMs);
    if (this.#stopped) return false;
    const { rate } = sound;
    const context = (this.#context = new AudioContext({ sampleRate: rate }));
    await context.resume();
    const stretch = new Stretch(rate, this.#speed);
    let next = context.currentTime + LEAD;
    let fetched = 0;
    for (;;) {
      const last = sound.samples.length === 0;
      fetched += sound.samples.length;
      for (let at = 0; at < sound.samples.length || last; at += PIECE * rate) {
        if (!(await this.#until(context, next - AHEAD))) return false;
        const piece = stretch.push(sound.samples.slice(at, at + PIECE * rate), last);
        next = this.#layOut(context, piece, rate, next);
        if (last) break;
      }
      if (last) break;
      sound = await this.#source(this.#fromMs + (fetched / rate) * 1000);
      if (this.#stopped) return false;
    }
    if (!(await this.#until(context, next))) return false;
    this.stop();
    return true;
  }

  /** Has `piece` heard from `at` on, or as soon as can be when that is past; returns where it ends. */
  #layOut(context: AudioContext, piece: Float32Array<ArrayBuffer>, rate: number, at: number): number {
    if (piece.length === 0) return at;
    const late = context.currentTime - at;
    if (late > 0) {
      // The piece came too late: what follows is heard later, and the clock with it.
      at += late + LEAD;
      if (this.#begin !== null) this.#begin += late + LEAD;
    }
    this.#begin ??= at;
    const buffer = context.createBuffer(1, piece.length, rate);
    buffer.copyToChannel(piece, 0);
    const node = context.createBufferSource();
    node.buffer = buffer;
    node.connect(context.destination);
    node.start(at);
    return at + piece.length / rate;
  }

  /** Waits until the context's clock is there; `false` when stopped meanwhile. */
  async #until(context: AudioContext, time: number): Promise<boolean> {
    while (!this.#stopped && context.currentTime < time) {
      const left = (time - context.currentTime) * 1000;
      await new Promise((wake) => setTimeout(wake, Math.min(Math.max(left, 10), 250)));
    }
    return !this.#stopped;
  }
}
