import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Playback, type SoundSource } from '../src/lib/sound/playback';
import { Stretch } from '../src/lib/sound/stretch';
import { readWav } from '../src/lib/sound/wav';
import { wav } from '../src/lib/ipc/mock/sound';
import { Loudspeaker } from './setup';

const RATE = 16_000;

function tone(hertz: number, seconds: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length: seconds * RATE },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / RATE),
  );
}

/** Rises through zero, of which a tone has as many a second as its pitch in hertz. */
const cycles = (samples: Float32Array) =>
  samples.reduce(
    (count, sample, i) => count + (i > 0 && sample >= 0 && (samples[i - 1] ?? 0) < 0 ? 1 : 0),
    0,
  );

function stretched(input: Float32Array<ArrayBuffer>, speed: number, block: number): Float32Array {
  const stretch = new Stretch(RATE, speed);
  const out: number[] = [];
  for (let at = 0; at < input.length; at += block)
    out.push(...stretch.push(input.slice(at, at + block), false));
  out.push(...stretch.push(new Float32Array(0), true));
  return Float32Array.from(out);
}

describe('another speed', () => {
  it.each([0.75, 1.25, 1.5, 2])('at_%s_changes_the_length_and_keeps_the_pitch_and_loudness', (speed) => {
    const out = stretched(tone(220, 4), speed, 1000);
    expect(out.length / RATE).toBeCloseTo(4 / speed, 1);
    const inner = out.slice(RATE / 10, -RATE / 10);
    expect(Math.abs(cycles(inner) / (inner.length / RATE) - 220)).toBeLessThan(4);
    const loudest = inner.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(0.45);
    expect(loudest).toBeLessThan(0.55);
  });

  it('gives_the_same_sound_however_it_is_cut', () => {
    const input = tone(180, 1);
    expect(stretched(input, 1.5, 333)).toEqual(stretched(input, 1.5, 16_000));
  });

  it('at_1_changes_nothing', () => {
    expect(stretched(tone(220, 1), 1, 700)).toEqual(tone(220, 1));
  });
});

describe('a wav', () => {
  it('is_read_as_it_was_written', () => {
    const { rate, samples } = readWav(wav([], 500, 100, 200));
    expect([rate, samples.length]).toEqual([8000, 1600]);
  });

  it.each([0, 10, 44])('that_is_none_is_refused_(%s_bytes)', (length) => {
    expect(() => readWav(new ArrayBuffer(length))).toThrow();
  });
});

describe('playback', () => {
  beforeEach(() => (Loudspeaker.opened = []));

  const whole = tone(200, 7);
  const source: SoundSource = (ms) => {
    const from = Math.round((ms / 1000) * RATE);
    return Promise.resolve({ rate: RATE, samples: whole.slice(from, from + 2 * RATE) });
  };
  const speaker = () => vi.waitUntil(() => Loudspeaker.opened[0]);

  it('lays_out_every_sample_once_in_order_without_a_gap', async () => {
    const ended = vi.fn();
    Playback.start(source, 500, 1, ended);
    const loud = await speaker();
    await vi.waitFor(() => {
      loud.currentTime += 0.5;
      expect(ended).toHaveBeenCalledWith();
    });
    const heard = loud.played.flatMap(({ samples }) => [...samples]);
    expect(Float32Array.from(heard)).toEqual(whole.slice(RATE / 2));
    loud.played.slice(1).forEach(({ at }, i) => {
      const before = loud.played[i] as { at: number; samples: Float32Array };
      expect(at).toBeCloseTo(before.at + before.samples.length / RATE, 6);
    });
    expect(loud.closed).toBe(true);
  });

  it('tells_the_place_that_is_heard_at_its_speed', async () => {
    const playback = Playback.start(source, 1000, 2, () => undefined);
    expect(playback.ms).toBe(1000);
    const loud = await speaker();
    const first = await vi.waitUntil(() => loud.played[0]);
    loud.currentTime = first.at + 0.5;
    expect(playback.ms).toBeCloseTo(2000);
    playback.stop();
  });

  it('is_silent_once_stopped_and_says_no_more', async () => {
    const ended = vi.fn();
    const playback = Playback.start(source, 0, 1, ended);
    const loud = await speaker();
    playback.stop();
    expect(loud.closed).toBe(true);
    expect(ended).not.toHaveBeenCalled();
  });

  it('says_what_went_wrong_when_the_sound_cannot_be_had', async () => {
    const ended = vi.fn();
    Playback.start(() => Promise.reject(new Error('gone')), 0, 1, ended);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledWith(new Error('gone')));
  });
});
