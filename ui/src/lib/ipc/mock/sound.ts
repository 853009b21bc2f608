/** Sound for the invented answer: a soft tone wherever a word is, and its peaks. */
import type { Word } from '../bindings';

const RATE = 8000;

function loudness(words: Word[], ms: number, from: number): { level: number; at: number } {
  let at = from;
  while (at < words.length && (words[at] as Word).end_ms <= ms) at++;
  const word = words[at];
  if (!word || ms < word.start_ms) return { level: 0.01, at };
  const through = (ms - word.start_ms) / (word.end_ms - word.start_ms);
  const stress = 0.35 + 0.5 * Math.abs(Math.sin(at * 12.9898));
  return { level: stress * Math.sin(Math.PI * Math.min(1, 0.1 + through)), at };
}

/** A 16-bit mono WAV of at most `lengthMs` from `fromMs` on. */
export function wav(words: Word[], durationMs: number, fromMs: number, lengthMs: number): ArrayBuffer {
  const from = Math.floor((Math.min(fromMs, durationMs) / 1000) * RATE);
  const samples = Math.floor((Math.min(fromMs + lengthMs, durationMs) / 1000) * RATE) - from;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (offset: number, value: string) =>
    [...value].forEach((letter, i) => view.setUint8(offset + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples * 2, true);
  let at = 0;
  for (let i = 0; i < samples; i++) {
    const now = loudness(words, ((from + i) / RATE) * 1000, at);
    at = now.at;
    const tone = Math.sin(((from + i) / RATE) * 2 * Math.PI * (110 + (at % 7) * 6));
    view.setInt16(44 + i * 2, Math.round(tone * now.level * 9000), true);
  }
  return view.buffer as ArrayBuffer;
}

/** About a thousand peaks, 0–100. */
export function peaks(words: Word[], durationMs: number): number[] {
  let at = 0;
  return Array.from({ length: 1000 }, (_, i) => {
    const now = loudness(words, (i / 1000) * durationMs, at);
    at = now.at;
    const grain = 0.75 + 0.25 * Math.sin(i * 7.13) * Math.sin(i * 1.7);
    return Math.round(Math.min(100, now.level * grain * 115));
  });
}
