/** Plays one recording. The sound comes as bytes and is played from a Blob address. Times are milliseconds. */
import { ipc, type Pause } from './ipc';

export const SPEEDS = [0.75, 1, 1.25, 1.5, 2] as const;

/** How much of a pause is still heard on each side when silence is skipped. */
const EDGE_MS = 200;

export class Player {
  time = $state(0);
  duration = $state(0);
  playing = $state(false);
  speed = $state<number>(1);
  skipSilence = $state(false);
  ready = $state(false);
  /** Pauses of the take, for skipping. */
  pauses: readonly Pause[] = [];

  #audio = new Audio();
  #address: string | null = null;
  #frame = 0;
  #stopAt: number | null = null;

  constructor() {
    this.#audio.preservesPitch = true;
    // WebKitGTK: a sound that was made ready and then waited keeps silent for as long as it waited. Made ready only when
    // it is to be heard, it begins at once; the position to begin from is kept meanwhile.
    this.#audio.preload = 'none';
    this.#audio.addEventListener('play', () => this.#started());
    this.#audio.addEventListener('pause', () => this.#stopped());
    this.#audio.addEventListener('ended', () => this.#stopped());
    this.#audio.addEventListener('seeked', () => this.#read());
    // A hidden or busy window draws no frames; the clock goes on all the same.
    this.#audio.addEventListener('timeupdate', () => this.#read());
  }

  /** Fetches the recording; `durationMs` is shown until the sound says its own. */
  async load(takeId: string, durationMs: number): Promise<void> {
    this.duration = durationMs;
    const sound = await ipc.audio(takeId);
    this.#release();
    this.#address = URL.createObjectURL(new Blob([sound], { type: 'audio/wav' }));
    this.#audio.src = this.#address;
    this.ready = true;
  }

  toggle(): void {
    if (this.playing) this.pause();
    else void this.play();
  }

  /** Plays from here, or from the start when the end was reached. */
  async play(): Promise<void> {
    if (!this.ready) return;
    if (this.time >= this.duration - 50) this.seek(0);
    this.#stopAt = null;
    await this.#start();
  }

  /** Plays one moment and stops at its end. */
  async playSpan(startMs: number, endMs: number | null): Promise<void> {
    if (!this.ready) return;
    this.seek(startMs);
    this.#stopAt = endMs;
    await this.#start();
  }

  pause(): void {
    this.#audio.pause();
  }

  seek(ms: number): void {
    const to = Math.min(Math.max(0, ms), this.duration);
    this.#stopAt = null;
    this.time = to;
    if (this.ready) this.#audio.currentTime = to / 1000;
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.#audio.playbackRate = speed;
  }

  /** One step faster or slower. */
  stepSpeed(by: 1 | -1): void {
    const at = SPEEDS.findIndex((speed) => speed >= this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))] ?? 1);
  }

  close(): void {
    this.#audio.pause();
    cancelAnimationFrame(this.#frame);
    this.#release();
  }

  async #start(): Promise<void> {
    this.#audio.playbackRate = this.speed;
    try {
      await this.#audio.play();
    } catch (thrown) {
      // A pause that comes before the first sound aborts the request to play: nothing is wrong.
      if (!(thrown instanceof DOMException && thrown.name === 'AbortError')) throw thrown;
    }
  }

  #started(): void {
    this.playing = true;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(this.#tick);
  }

  #stopped(): void {
    this.playing = false;
    cancelAnimationFrame(this.#frame);
    this.#read();
  }

  #tick = (): void => {
    this.#read();
    // Until a seek has landed the old position may still be told.
    const landed = !this.#audio.seeking;
    if (landed && this.#stopAt !== null && this.time >= this.#stopAt) {
      this.#stopAt = null;
      this.pause();
      return;
    }
    if (landed && this.skipSilence) {
      const landing = afterSilence(this.time, this.pauses);
      if (landing !== null) this.#audio.currentTime = landing / 1000;
    }
    this.#frame = requestAnimationFrame(this.#tick);
  };

  #read(): void {
    this.time = Math.round(this.#audio.currentTime * 1000);
  }

  #release(): void {
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = null;
  }
}

/** Where to go on when `time` is inside a pause; `null` when it is not. */
export function afterSilence(time: number, pauses: readonly Pause[]): number | null {
  const inside = pauses.find((pause) => time > pause.start_ms + EDGE_MS && time < pause.end_ms - EDGE_MS);
  return inside ? inside.end_ms - EDGE_MS : null;
}
