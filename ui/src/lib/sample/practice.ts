/** Invented weeks of practice: trends, stories, a plan, what moved, what a panel wrote down. */
import type {
  Comparison,
  Course,
  Moved,
  PanelDebrief,
  PlanView,
  PracticeView,
  Preparation,
  StoriesView,
  TakeSummary,
  Trend,
} from '../ipc';
import { QUESTIONS, RUBRIC } from './bank';

export const DAY_MS = 86_400_000;
export const today = Math.floor(Date.now() / DAY_MS);

/** A trend that goes from one value to another, with the scatter of real takes. */
function trend(from: number, to: number, course: Course, scatter: number): Trend {
  const days = Array.from({ length: 14 }, (_, i) => ({
    day: today - 41 + i * 3,
    mean_x10: Math.round(from + ((to - from) * i) / 13 + Math.sin(i * 2.4 + from) * scatter),
  }));
  return { days, takes: 31, now_x10: to, before_x10: course === 'unknown' ? null : from, course };
}

const POINTS: [from: number, to: number, course: Course][] = [
  [24, 36, 'better'],
  [30, 34, 'steady'],
  [22, 41, 'better'],
  [26, 30, 'steady'],
  [31, 25, 'worse'],
  [20, 32, 'better'],
  [28, 29, 'steady'],
  [18, 21, 'steady'],
  [24, 31, 'better'],
  [20, 20, 'unknown'],
  [12, 24, 'better'],
];

export function practiceView(): PracticeView {
  const band = (
    measure: PracticeView['measures'][number]['band']['measure'],
    green: [number, number],
    amber: [number, number | null],
  ) => ({
    measure,
    green_from: green[0],
    green_to: green[1],
    amber_from: amber[0],
    amber_to: amber[1],
    source: 'Convention',
  });
  return {
    today,
    criteria: RUBRIC.criteria.map(({ id }, index) => {
      const [from, to, course] = POINTS[index] ?? [30, 30, 'steady'];
      return {
        id,
        trend: trend(from, to, course, 4),
        own: index % 4 === 0 ? { takes: 9, now_x10: 8 - index * 2, before_x10: 14 } : null,
      };
    }),
    measures: [
      { band: band('pace', [120, 165], [100, 185]), trend: trend(1840, 1520, 'better', 90) },
      { band: band('fillers', [0, 50], [0, 119]), trend: trend(860, 430, 'better', 90) },
      { band: band('longest_pause', [0, 2499], [0, 3999]), trend: trend(31_000, 24_000, 'better', 5000) },
      {
        band: band('length', [90_000, 150_000], [0, 180_000]),
        trend: trend(1_900_000, 1_420_000, 'better', 150_000),
      },
    ],
    days: Array.from({ length: 40 }, (_, i) => today - 60 + Math.floor(i * 1.5))
      .filter((day, i) => i % 5 !== 3 && day % 7 !== 2)
      .map((day) => ({ day, takes: 1 + (day % 4), seconds: 150 + (day % 5) * 170 })),
  };
}

/** Three stories, told in five takes. */
export function storiesView(takes: readonly [string, string, string, string, string]): StoriesView {
  const told = (take_id: string, index: number, overall: number, kept = false) => ({
    take_id,
    question: QUESTIONS[index]?.text ?? null,
    round: QUESTIONS[index]?.round ?? null,
    overall,
    kept,
  });
  return {
    signals: RUBRIC.signals.map((signal) => signal.id),
    bank: {
      stories: [
        {
          name: ['checkout', 'fraud', 'lisbon'],
          told: [told(takes[0], 0, 4, true), told(takes[1], 1, 3), told(takes[2], 2, 3)],
          signals: { influence: 3, clarity: 2, tradeoffs: 1, evidence: 1, impact: 2 },
          too_often: true,
        },
        {
          name: ['robots', 'warehouse', 'marta'],
          told: [told(takes[3], 6, 3)],
          signals: { talent: 2, leverage: 1 },
          too_often: false,
        },
        {
          name: ['pricing', 'pilot', 'nurses'],
          told: [told(takes[4], 4, 2)],
          signals: { evidence: 2, clarity: 1 },
          too_often: false,
        },
      ],
      missing_signals: ['mandate', 'executive'],
      missing_rounds: ['phone_screen', 'analytical'],
    },
  };
}

export function planView(preparation: Preparation): PlanView {
  const interview = Math.floor(Date.parse(preparation.interview_on) / DAY_MS);
  const themes = ['stories', 'stories', 'weakest', 'loops', 'loops', 'ease'] as const;
  const open = (
    kind: PlanView['plan']['weeks'][number]['rehearsals'][number]['kind'],
    signal: string | null,
  ) => ({
    kind,
    signal,
    done: false,
  });
  const rehearsals = [
    { ...open('question', 'tradeoffs'), done: true },
    open('story', 'mandate'),
    open('question', 'talent'),
    open('drill', null),
    open('loop', null),
  ];
  return {
    preparation,
    plan: {
      days_left: interview - today,
      now: interview < today ? null : 2,
      weeks:
        interview < today
          ? []
          : themes.map((theme, index) => ({
              from_day: today - 16 + index * 7,
              to_day: today - 10 + index * 7,
              theme,
              done: index < 3 ? 3 : 0,
              wanted: 5,
              rehearsals: index === 2 ? rehearsals : [],
            })),
    },
  };
}

const MOVED: [Moved['aspect'], Moved['direction'], number, number, Partial<Moved>?][] = [
  ['overall', 'better', 3, 4],
  ['criterion', 'better', 1, 3, { id: 'impact', sentence_before: 11, sentence_after: 12 }],
  ['criterion', 'better', 2, 4, { id: 'tradeoffs', sentence_after: 8 }],
  ['signal', 'better', 0, 1, { id: 'executive', sentence_after: 9 }],
  ['result_number', 'better', 0, 1, { sentence_after: 12 }],
  ['background', 'better', 41_000, 24_000],
  ['pace', 'worse', 151, 178],
  ['length', 'changed', 131_000, 114_000],
];

export function comparison(): Comparison {
  return {
    moved: MOVED.map(([aspect, direction, before, after, more]) => ({
      aspect,
      direction,
      before,
      after,
      id: null,
      sentence_before: null,
      sentence_after: null,
      ...more,
    })),
    same: ['structure', 'delivery', 'clarity'],
  };
}

/** What a panel writes down of these takes. */
export function panelDebrief(takes: readonly TakeSummary[]): PanelDebrief {
  return {
    answers: takes.map((take, index) => ({
      take_id: take.id,
      question: take.question ?? '',
      overall: take.overall === null ? null : index === 1 ? 2 : take.overall,
    })),
    criteria: RUBRIC.criteria.slice(0, 8).map(({ id }, index) => ({
      id,
      points: takes.map((_, at) => (at === index ? null : 1 + ((index * 2 + at) % 5))),
      mean_x10: POINTS[index]?.[1] ?? 30,
    })),
    covered: ['influence', 'tradeoffs', 'clarity'],
    missing: ['talent', 'executive'],
    even: false,
    overall: takes.length > 0 ? 3 : null,
    verdict: takes.length > 0 ? 'borderline' : null,
    reasons:
      takes.length > 0
        ? [
            {
              kind: 'strong',
              id: 'influence',
              answer: 0,
              quote:
                'I took each lead to lunch, separately, and asked what would make the launch a failure for them.',
            },
            { kind: 'weak', id: 'mandate', answer: 0, quote: null },
            { kind: 'not_heard', id: 'talent', answer: null, quote: null },
            { kind: 'one_fell', id: null, answer: Math.min(1, takes.length - 1), quote: null },
          ]
        : [],
  };
}
