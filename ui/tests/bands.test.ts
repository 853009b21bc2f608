import { describe, expect, it } from 'vitest';
import { measuresOf, sharesOf } from '../src/lib/bands';
import { debriefOf } from '../src/lib/sample/answer';

function paceBand(wordsPerMinute: number) {
  const debrief = debriefOf('take', 'A question');
  if (debrief.delivery) debrief.delivery.words_per_minute = wordsPerMinute;
  return measuresOf(debrief).find((measure) => measure.id === 'pace')?.band;
}

describe('delivery beside its bands', () => {
  it('the_edges_of_the_comfortable_pace_are_inside_it', () => {
    expect(paceBand(120)).toBe('in');
    expect(paceBand(165)).toBe('in');
    expect(paceBand(119)).toBe('near');
    expect(paceBand(240)).toBe('out');
  });

  it('five_fillers_a_minute_do_no_harm_and_twelve_do', () => {
    const debrief = debriefOf('take', 'A question');
    const band = (rate: number) => {
      if (debrief.delivery) debrief.delivery.fillers_per_minute_x10 = rate;
      return measuresOf(debrief).find((measure) => measure.id === 'fillers')?.band;
    };
    expect(band(50)).toBe('in');
    expect(band(51)).toBe('near');
    expect(band(120)).toBe('out');
  });

  it('what_could_not_be_measured_is_not_shown', () => {
    const debrief = debriefOf('take', 'A question');
    if (debrief.delivery) {
      debrief.delivery.words_per_minute = null;
      debrief.delivery.fillers_per_minute_x10 = null;
    }
    const ids = measuresOf(debrief).map((measure) => measure.id);
    expect(ids).not.toContain('pace');
    expect(ids).not.toContain('fillers');
    debrief.delivery = null;
    expect(measuresOf(debrief)).toEqual([]);
  });

  it('every_measure_says_why', () => {
    for (const measure of measuresOf(debriefOf('take', 'A question'))) expect(measure.why).not.toBe('');
  });

  it('background_counts_situation_and_task_together', () => {
    const debrief = debriefOf('take', 'A question');
    debrief.structure.share = { S: 20, T: 12, A: 50, R: 18 };
    const [background, action, result] = sharesOf(debrief);
    expect(background).toMatchObject({ percent: 32, ok: false });
    expect(action).toMatchObject({ percent: 50, ok: true });
    expect(result).toMatchObject({ percent: 18, ok: true });
  });
});
