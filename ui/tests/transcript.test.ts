import { describe, expect, it } from 'vitest';
import { debriefOf } from '../src/lib/sample/answer';
import { momentsOf } from '../src/lib/moments';
import { afterSilence } from '../src/lib/player.svelte';
import { linesOf, piecesOf, wordAt } from '../src/lib/transcript';

const debrief = debriefOf('take', 'A question');
const words = debrief.transcript.words ?? [];

describe('the transcript as shown', () => {
  it('every_word_is_shown_once_and_in_order', () => {
    const shown = linesOf(debrief).flatMap((line) =>
      line.tokens.flatMap((token) => (token.kind === 'word' ? [token.index] : [])),
    );
    expect(shown).toEqual(words.map((_, index) => index));
  });

  it('every_probable_filler_and_long_pause_is_shown_once', () => {
    const tokens = linesOf(debrief).flatMap((line) => line.tokens);
    const probable = debrief.delivery?.fillers.filter((filler) => filler.certainty === 'probable') ?? [];
    const long = debrief.delivery?.pauses.filter((pause) => pause.kind !== 'listed') ?? [];
    expect(tokens.filter((token) => token.kind === 'probable')).toHaveLength(probable.length);
    expect(tokens.filter((token) => token.kind === 'pause')).toHaveLength(long.length);
    expect(probable.length).toBeGreaterThan(0);
    expect(long.length).toBeGreaterThan(0);
  });

  it('all_words_of_a_heard_filler_are_marked', () => {
    const marked = linesOf(debrief).flatMap((line) =>
      line.tokens.flatMap((token) => (token.kind === 'word' && token.filler ? [token.word.text] : [])),
    );
    expect(marked).toEqual(['um', 'you', 'know,', 'uh', 'um', 'um,']);
  });

  it('text_without_times_is_shown_as_text', () => {
    const plain = structuredClone(debrief);
    plain.transcript.words = null;
    plain.transcript.sentences = [
      { text: 'Only text.', start_ms: null, end_ms: null, first_word: null, last_word: null },
    ];
    plain.delivery = null;
    const [line] = linesOf(plain);
    expect(line?.tokens).toEqual([{ kind: 'text', text: 'Only text.' }]);
    expect(piecesOf(linesOf(plain))).toEqual([]);
  });

  it('neighbours_of_one_role_are_one_piece', () => {
    const pieces = piecesOf(linesOf(debrief));
    expect(pieces.map((piece) => piece.role).join('')).toBe('HSTARL');
    for (const piece of pieces) expect(piece.endMs).toBeGreaterThan(piece.startMs);
  });
});

describe('where the sound is', () => {
  it('the_word_being_heard_is_the_last_that_has_begun', () => {
    expect(wordAt(words, 0)).toBe(-1);
    for (const index of [0, 1, 7, words.length - 1]) {
      expect(wordAt(words, words[index]?.start_ms ?? 0)).toBe(index);
      expect(wordAt(words, (words[index]?.end_ms ?? 0) - 1)).toBe(index);
    }
    expect(wordAt([], 500)).toBe(-1);
  });

  it('skipping_lands_just_before_the_next_words_and_never_loops', () => {
    const pauses = [{ start_ms: 1000, end_ms: 4000, kind: 'long' as const }];
    expect(afterSilence(500, pauses)).toBeNull();
    const landing = afterSilence(1500, pauses);
    expect(landing).toBe(3800);
    expect(afterSilence(landing ?? 0, pauses)).toBeNull();
  });
});

describe('moments', () => {
  it('each_sentence_comes_once_with_all_its_criteria_by_time', () => {
    const moments = momentsOf(debrief.scorecard);
    const sentences = moments.map((moment) => moment.sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
    expect([...moments].sort((a, b) => a.startMs - b.startMs)).toEqual(moments);
    expect(moments.find((moment) => moment.sentence === 8)?.criteria).toEqual(['tradeoffs', 'evidence']);
  });
});
