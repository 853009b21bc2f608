/**
 * The measures of delivery beside what is comfortable to listen to, and why. Words of advice stay gentle: most of these
 * bands are conventions of coaches, and only the one for fillers comes from a controlled study. The limits are those of
 * `interview::delivery::bands`.
 */
import { plural, seconds, tenths } from './format';
import type { Debrief, Role } from './ipc';
import { deliveryText as text } from './text/delivery';

export type Band = 'in' | 'near' | 'out' | 'shown';

export interface Measure {
  id: string;
  name: string;
  value: string;
  band: Band;
  /** The band in words. */
  target: string | null;
  why: string;
  /** Where the value lies on a scale from 0 to 100, with the comfortable stretch; absent where no scale makes sense. */
  scale: { at: number; from: number; to: number } | null;
}

export function measuresOf(debrief: Debrief): Measure[] {
  const delivery = debrief.delivery;
  if (!delivery) return [];
  const minutes = delivery.speaking_ms / 60_000;
  const measures: Measure[] = [];

  if (delivery.words_per_minute !== null) {
    const pace = delivery.words_per_minute;
    measures.push({
      ...text.pace,
      id: 'pace',
      value: text.wordsPerMinute(pace),
      band: pace >= 120 && pace <= 165 ? 'in' : pace >= 100 && pace <= 185 ? 'near' : 'out',
      scale: { at: scaled(pace, 80, 220), from: scaled(120, 80, 220), to: scaled(165, 80, 220) },
    });
  }
  if (delivery.fillers_per_minute_x10 !== null) {
    const rate = delivery.fillers_per_minute_x10;
    const heard = delivery.fillers.filter((filler) => filler.certainty === 'heard').length;
    measures.push({
      ...text.fillers,
      id: 'fillers',
      value: text.fillersValue(tenths(rate), heard, delivery.fillers.length - heard),
      band: rate <= 50 ? 'in' : rate < 120 ? 'near' : 'out',
      scale: { at: scaled(rate, 0, 150), from: 0, to: scaled(50, 0, 150) },
    });
  }
  const long = delivery.pauses.filter((pause) => pause.kind !== 'listed');
  const lost = delivery.pauses.filter((pause) => pause.kind === 'lost');
  measures.push({
    ...text.pauses,
    id: 'pauses',
    value: text.pausesValue(delivery.pauses.length, long.length),
    band: lost.length > 0 ? 'out' : long.length > 0 ? 'near' : 'in',
    scale: null,
  });
  const length = Math.max(0, (debrief.take?.duration_ms ?? 0) - (delivery.latency_ms ?? 0));
  if (length > 0) {
    measures.push({
      ...text.length,
      id: 'length',
      value: text.lengthValue(length),
      band: length >= 90_000 && length <= 150_000 ? 'in' : length <= 180_000 ? 'near' : 'out',
      scale: {
        at: scaled(length, 0, 240_000),
        from: scaled(90_000, 0, 240_000),
        to: scaled(150_000, 0, 240_000),
      },
    });
  }
  if (delivery.latency_ms !== null) {
    const band = delivery.latency_ms <= 3000 ? 'in' : 'near';
    measures.push({ ...text.latency, id: 'latency', value: seconds(delivery.latency_ms), band, scale: null });
  }
  const hedgesAMinute = minutes > 0 ? delivery.hedges.length / minutes : 0;
  measures.push({
    ...text.hedges,
    id: 'hedges',
    value: plural(delivery.hedges.length, 'hedge'),
    band: hedgesAMinute >= 3 ? 'near' : 'in',
    scale: null,
  });
  measures.push({
    ...text.run,
    id: 'run',
    value: seconds(delivery.longest_run_ms),
    band: 'shown',
    scale: null,
  });
  measures.push({
    ...text.people,
    id: 'people',
    value: text.peopleValue(delivery.i_words, delivery.we_words),
    band: 'shown',
    scale: null,
  });
  return measures;
}

/** The share of speaking time of a part of a story, beside what serves a listener. */
export interface Share {
  roles: Role[];
  name: string;
  percent: number;
  target: string;
  ok: boolean;
}

export function sharesOf(debrief: Debrief): Share[] {
  const share = debrief.structure.share;
  if (!share) return [];
  const of = (...roles: Role[]) => roles.reduce((sum, role) => sum + (share[role] ?? 0), 0);
  const background = of('S', 'T');
  const action = of('A');
  const result = of('R');
  return [
    { roles: ['S', 'T'], percent: background, ok: background <= 30, ...text.background },
    { roles: ['A'], percent: action, ok: action >= 45 && action <= 60, ...text.action },
    { roles: ['R'], percent: result, ok: result >= 15, ...text.result },
  ];
}

function scaled(value: number, low: number, high: number): number {
  return Math.round(Math.min(100, Math.max(0, ((value - low) / (high - low)) * 100)));
}
