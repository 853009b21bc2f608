/** Sound as the shell hands it over: a 16-bit mono WAV, whole or a stretch of a recording. */
export interface Sound {
  /** Frames a second. */
  rate: number;
  /** Full scale is ±1. */
  samples: Float32Array<ArrayBuffer>;
}

/** Reads a WAV; throws when it is none of that kind, which only a fault of the shell can bring about. */
export function readWav(bytes: ArrayBuffer): Sound {
  const view = new DataView(bytes);
  let rate = 0;
  // A chunk is its name, its length and its content; contents are padded to an even length.
  for (let at = 12; at + 8 <= view.byteLength;) {
    const name = view.getUint32(at);
    const length = view.getUint32(at + 4, true);
    const content = at + 8;
    if (name === FMT) {
      rate = view.getUint32(content + 4, true);
      const [channels, bits] = [view.getUint16(content + 2, true), view.getUint16(content + 14, true)];
      if (channels !== 1 || bits !== 16)
        throw new Error(`expected 16-bit mono, got ${bits}-bit × ${channels}`);
    } else if (name === DATA && rate > 0) {
      const count = Math.floor(Math.min(length, view.byteLength - content) / 2);
      const samples = new Float32Array(count);
      for (let i = 0; i < count; i++) samples[i] = view.getInt16(content + 2 * i, true) / 32768;
      return { rate, samples };
    }
    at = content + length + (length % 2);
  }
  throw new Error('no sound in what the shell sent');
}

const FMT = 0x666d7420;
const DATA = 0x64617461;
