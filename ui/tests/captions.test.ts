import { expect, it } from 'vitest';
import { withCaption } from '../src/lib/captions';
import type { Caption } from '../src/lib/ipc';

const said = (text: string, start_ms: number, end_ms: number, ahead = false): Caption => ({
  text,
  start_ms,
  end_ms,
  ahead,
});
const texts = (captions: Caption[]) => captions.map(({ text }) => text);

it('what_was_heard_ahead_gives_way_to_the_whole_phrase', () => {
  let shown = [said('Hello.', 0, 900)];
  shown = withCaption(shown, said('I lead', 1500, 3000, true));
  shown = withCaption(shown, said('platform teams', 3300, 5000, true));
  expect(texts(shown)).toEqual(['Hello.', 'I lead', 'platform teams']);
  shown = withCaption(shown, said('I lead platform teams.', 1400, 5200));
  expect(texts(shown)).toEqual(['Hello.', 'I lead platform teams.']);
});

it('a_piece_that_comes_after_its_phrase_is_left_out', () => {
  const shown = [said('I lead platform teams.', 1400, 5200)];
  expect(texts(withCaption(shown, said('platform', 3300, 5000, true)))).toEqual(['I lead platform teams.']);
});
