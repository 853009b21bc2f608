/** The transcript as it is shown: a line a sentence, with its words, fillers and pauses in the order they were heard. */
import type { Debrief, Filler, JudgedFiller, Pause, Role, Signal, Word } from './ipc';

export type Token =
  | { kind: 'word'; index: number; word: Word; filler: FillerPart | null }
  | { kind: 'probable'; filler: Filler; confirmed: boolean }
  | { kind: 'pause'; pause: Pause }
  | { kind: 'text'; text: string };

/** Where a word stands in a heard filler: alone, or as its first, inner or last word ("you know"). */
export type FillerPart = 'whole' | 'first' | 'inner' | 'last';

export interface Line {
  sentence: number;
  role: Role;
  /** Somebody else than the candidate said it: no part of the answer. */
  another: boolean;
  startMs: number | null;
  endMs: number | null;
  text: string;
  tokens: Token[];
  signals: Signal[];
}

/** A stretch of the structure band: neighbouring sentences of one role. */
export interface Piece {
  role: Role;
  startMs: number;
  endMs: number;
}

/** What somebody else says without the candidate between: the lines, and where they sound. */
export interface Turn {
  first: number;
  last: number;
  startMs: number | null;
  endMs: number | null;
}

/** The lines of a debrief; `judged` is what the person said of its probable fillers. */
export function linesOf(debrief: Debrief, judged: readonly JudgedFiller[] = []): Line[] {
  const { transcript, structure, signals, delivery } = debrief;
  const roles = new Map(structure.roles.map((role) => [role.sentence, role.role]));
  const heard = delivery?.fillers.filter((filler) => filler.certainty === 'heard') ?? [];
  const between = betweenWords(debrief, judged);
  let next = 0;

  return transcript.sentences.map((sentence, index) => {
    const tokens: Token[] = [];
    if (transcript.words && sentence.first_word !== null && sentence.last_word !== null) {
      for (let i = sentence.first_word; i <= sentence.last_word; i++) {
        const word = transcript.words[i];
        if (!word) continue;
        for (; next < between.length && startOf(between[next]) < word.end_ms; next++) {
          tokens.push(between[next] as Token);
        }
        tokens.push({ kind: 'word', index: i, word, filler: partOf(heard, transcript.words, i) });
      }
    } else {
      tokens.push({ kind: 'text', text: sentence.text });
    }
    return {
      sentence: index,
      role: roles.get(index) ?? 'N',
      another: sentence.another_voice ?? false,
      startMs: sentence.start_ms,
      endMs: sentence.end_ms,
      text: sentence.text,
      tokens,
      signals: signals.filter((signal) => signal.sentence === index),
    };
  });
}

/** Neighbouring sentences of one role joined, for the band. */
export function piecesOf(lines: Line[]): Piece[] {
  const pieces: Piece[] = [];
  let turned = false;
  for (const line of lines) {
    if (line.another) {
      turned = true;
      continue;
    }
    if (line.startMs === null || line.endMs === null) continue;
    const last = pieces.at(-1);
    if (last && !turned && last.role === line.role) last.endMs = line.endMs;
    else pieces.push({ role: line.role, startMs: line.startMs, endMs: line.endMs });
    turned = false;
  }
  return pieces;
}

/** The turns of another voice, in order. */
export function turnsOf(lines: Line[]): Turn[] {
  const turns: Turn[] = [];
  for (const { sentence, another, startMs, endMs } of lines) {
    if (!another) continue;
    const last = turns.at(-1);
    if (last && last.last === sentence - 1) Object.assign(last, { last: sentence, endMs });
    else turns.push({ first: sentence, last: sentence, startMs, endMs });
  }
  return turns;
}

/** Index of the word being heard at `ms`: the last that has begun, until the next begins. `-1` before the first. */
export function wordAt(words: Word[], ms: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] as Word).start_ms <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What stands between words, by time: fillers that are no word, and pauses long enough to be felt. */
function betweenWords(debrief: Debrief, judged: readonly JudgedFiller[]): Token[] {
  const confirmed = new Set(judged.filter((filler) => filler.was_one).map((filler) => filler.start_ms));
  const fillers =
    debrief.delivery?.fillers.filter(
      (filler) => filler.certainty === 'probable' || confirmed.has(filler.start_ms),
    ) ?? [];
  const pauses = debrief.delivery?.pauses.filter((pause) => pause.kind !== 'listed') ?? [];
  const tokens: Token[] = [
    ...fillers.map((filler): Token => ({
      kind: 'probable',
      filler,
      confirmed: filler.certainty === 'heard',
    })),
    ...pauses.map((pause): Token => ({ kind: 'pause', pause })),
  ];
  return tokens.sort((a, b) => startOf(a) - startOf(b));
}

function startOf(token: Token | undefined): number {
  if (token?.kind === 'probable') return token.filler.start_ms;
  if (token?.kind === 'pause') return token.pause.start_ms;
  return Number.POSITIVE_INFINITY;
}

function partOf(fillers: Filler[], words: Word[], index: number): FillerPart | null {
  const filler = fillers.find((candidate) => holds(candidate, words[index]));
  if (!filler) return null;
  const before = holds(filler, words[index - 1]);
  const after = holds(filler, words[index + 1]);
  if (before) return after ? 'inner' : 'last';
  return after ? 'first' : 'whole';
}

function holds(filler: Filler, word: Word | undefined): boolean {
  if (!word) return false;
  const middle = (word.start_ms + word.end_ms) / 2;
  return middle >= filler.start_ms && middle < filler.end_ms;
}
