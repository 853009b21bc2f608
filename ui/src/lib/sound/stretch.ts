/**
 * Faster or slower at the same pitch: waveform-similarity overlap-add (Verhelst and Roelands, ICASSP 1993). Frames of
 * 30 ms are laid half over one another; each is taken from where it was due, or up to 8 ms beside that, where it goes on
 * most like the frame before would have. Good for speech from half to double speed.
 */
export class Stretch {
  readonly #speed: number;
  /** Half a frame: what is put out for each frame taken. */
  readonly #hop: number;
  /** How far beside its due place a frame may be taken. */
  readonly #reach: number;
  readonly #rise: Float32Array;

  /** Input not yet done with, and the place of its first sample in the whole input. */
  #input = new Float32Array(0);
  #inputAt = 0;
  #due = 0;
  /** Where the last frame was taken; `null` before the first. */
  #taken: number | null = null;

  constructor(rate: number, speed: number) {
    this.#speed = speed;
    this.#hop = Math.max(1, Math.round(rate * 0.015));
    this.#reach = Math.round(rate * 0.008);
    this.#rise = Float32Array.from(
      { length: this.#hop },
      (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.#hop),
    );
  }

  /** Takes more sound and returns what is ready; with `last`, all that is left. */
  push(samples: Float32Array<ArrayBuffer>, last: boolean): Float32Array<ArrayBuffer> {
    if (this.#speed === 1) return samples;
    const end = this.#inputAt + this.#input.length + samples.length;
    const padding = last ? 2 * this.#hop + 2 * this.#reach : 0;
    this.#append(samples, padding);
    const ready: Float32Array[] = [];
    while (this.#due < end && this.#due + 2 * this.#hop + 2 * this.#reach <= end + padding)
      ready.push(this.#frame());
    return joined(ready);
  }

  /** Half a frame of output: the end of the frame before fading into the beginning of the next. */
  #frame(): Float32Array {
    const due = Math.round(this.#due);
    const continues = this.#taken === null ? due : this.#taken + this.#hop;
    const from = this.#taken === null ? due : this.#mostAlike(due, continues);
    const out = new Float32Array(this.#hop);
    for (let i = 0; i < this.#hop; i++) {
      const rise = this.#rise[i] ?? 0;
      out[i] = rise * this.#at(from + i) + (1 - rise) * this.#at(continues + i);
    }
    this.#taken = from;
    this.#due += this.#hop * this.#speed;
    this.#forget(Math.min(from, Math.round(this.#due) - this.#reach));
    return out;
  }

  /** The place near `due` that sounds most like what follows `continues`. */
  #mostAlike(due: number, continues: number): number {
    let [best, bestLikeness] = [due, -Infinity];
    for (let from = Math.max(this.#inputAt, due - this.#reach); from <= due + this.#reach; from += 2) {
      let [product, energy] = [0, 1e-9];
      for (let i = 0; i < this.#hop; i += 2) {
        const sample = this.#at(from + i);
        product += sample * this.#at(continues + i);
        energy += sample * sample;
      }
      const likeness = product / Math.sqrt(energy);
      if (likeness > bestLikeness) [best, bestLikeness] = [from, likeness];
    }
    return best;
  }

  #at(place: number): number {
    return this.#input[place - this.#inputAt] ?? 0;
  }

  #append(samples: Float32Array, padding: number): void {
    const input = new Float32Array(this.#input.length + samples.length + padding);
    input.set(this.#input);
    input.set(samples, this.#input.length);
    this.#input = input;
  }

  #forget(before: number): void {
    const done = Math.min(before - this.#inputAt, this.#input.length);
    if (done <= 0) return;
    this.#input = this.#input.subarray(done) as Float32Array<ArrayBuffer>;
    this.#inputAt += done;
  }
}

function joined(parts: Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
