/** The take being made: thinking, recording, paused, stopping. It holds what the screen shows, the shell holds the sound. */
import { withCaption } from './captions';
import { ipc, on, type Caption, type Fault, type TakeRequest } from './ipc';
import { attempt, report } from './trouble';

export type Phase = 'idle' | 'thinking' | 'starting' | 'recording' | 'paused' | 'stopping';

/** How many levels the meter remembers: at 20 a second, about eight seconds. */
export const LEVELS_KEPT = 160;

class Session {
  phase = $state<Phase>('idle');
  elapsedMs = $state(0);
  thinkLeftS = $state(0);
  /** What was noted while thinking; kept with the take. */
  notes = $state('');
  /** Peak level of the last moments, in dB times ten, newest last. */
  levels = $state.raw<number[]>([]);
  captions = $state.raw<Caption[]>([]);
  fault = $state.raw<Fault | null>(null);
  /** The take that ended by itself and is kept. */
  kept = $state<string | null>(null);

  /** Whether the microphone is open. */
  live = $derived(this.phase === 'recording' || this.phase === 'paused' || this.phase === 'stopping');

  #thinking: ReturnType<typeof setInterval> | undefined;

  /** Hears the shell; called once, when the window opens. */
  listen(): () => void {
    const stops = [
      on('level', (level) => {
        if (this.phase !== 'recording') return;
        this.elapsedMs = level.elapsed_ms;
        this.levels = [...this.levels.slice(1 - LEVELS_KEPT), level.peak_db_x10];
      }),
      on('caption', (caption) => {
        this.captions = withCaption(this.captions, caption);
      }),
      on('fault', (fault) => {
        this.fault = fault;
      }),
      on('ended', (ended) => {
        this.kept = ended.take_id;
        this.phase = 'idle';
        void this.#keepNotes(ended.take_id);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  /** Counts down, then calls `then`. */
  think(seconds: number, then: () => void): void {
    this.cancelThinking();
    this.phase = 'thinking';
    this.thinkLeftS = seconds;
    this.#thinking = setInterval(() => {
      this.thinkLeftS -= 1;
      if (this.thinkLeftS > 0) return;
      this.cancelThinking();
      then();
    }, 1000);
  }

  cancelThinking(): void {
    clearInterval(this.#thinking);
    if (this.phase === 'thinking') this.phase = 'idle';
  }

  async start(request: TakeRequest): Promise<void> {
    this.cancelThinking();
    if (this.phase !== 'idle') return;
    this.phase = 'starting';
    this.closeFault();
    this.elapsedMs = 0;
    this.levels = [];
    this.captions = [];
    try {
      await ipc.startTake(request);
      this.phase = 'recording';
    } catch (thrown) {
      this.phase = 'idle';
      report(thrown);
    }
  }

  async togglePause(): Promise<void> {
    if (this.phase === 'recording') {
      this.phase = 'paused';
      if ((await attempt(async () => (await ipc.pauseTake(), true))) === null) this.phase = 'recording';
    } else if (this.phase === 'paused') {
      if (await attempt(async () => (await ipc.resumeTake(), true))) this.phase = 'recording';
    }
  }

  /** Ends the take; answers its id once the sound is safe on disk. */
  async stop(): Promise<string | null> {
    if (this.phase !== 'recording' && this.phase !== 'paused') return null;
    this.phase = 'stopping';
    const stopped = await attempt(() => ipc.stopTake());
    if (stopped) await this.#keepNotes(stopped.take_id);
    this.phase = 'idle';
    return stopped?.take_id ?? null;
  }

  async discard(): Promise<boolean> {
    const done = await attempt(async () => (await ipc.discardTake(), true));
    this.phase = 'idle';
    this.closeFault();
    return done ?? false;
  }

  /** Keeps what was noted while thinking with the take it was noted for. */
  async #keepNotes(takeId: string): Promise<void> {
    const text = this.notes.trim();
    this.notes = '';
    if (text !== '') await attempt(() => ipc.setNotes(takeId, [{ at_ms: null, text }]));
  }

  closeFault(): void {
    this.fault = null;
    this.kept = null;
  }
}

export const session = new Session();
