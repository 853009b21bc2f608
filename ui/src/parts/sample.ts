/** What the parts are shown with: an invented take, in the states a take can be in. */
import { debriefOf, DURATION_MS, tooShort } from '../lib/sample/answer';
import { QUESTIONS } from '../lib/sample/bank';
import type { HearingChange, Question, TakeSummary, TakeView } from '../lib/ipc';
import { TakeReview } from '../lib/review.svelte';
import { WrittenBeside } from '../lib/written.svelte';

export const QUESTION = QUESTIONS[0] as Question;

const HOUR_MS = 3_600_000;
const debrief = debriefOf('sample', QUESTION.text);

export function summaryOf(id: string, hoursAgo: number, more: Partial<TakeSummary> = {}): TakeSummary {
  const { overall, verdict, criteria } = debrief.scorecard;
  return {
    id,
    recorded_at: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
    duration_ms: DURATION_MS,
    status: 'scored',
    origin: 'microphone',
    question_id: null,
    question: QUESTION.text,
    round: QUESTION.round,
    overall,
    verdict,
    criteria: criteria.map(({ id, points }) => ({ id, points })),
    labels: { title: null, favourite: false, tags: [] },
    sound: 'kept',
    ...more,
  };
}

const nothing = { overall: null, verdict: null, criteria: [] };

export const takes = [
  summaryOf('sample-3', 2, {
    labels: { title: 'The merger story', favourite: true, tags: ['panel', 'payments'] },
  }),
  summaryOf('sample-2', 27, { overall: 2, verdict: 'no_hire', duration_ms: 187_000, origin: 'file' }),
  summaryOf('sample-1', 29, { ...nothing, status: 'not_scored', duration_ms: 9200 }),
  summaryOf('sample-0', 30, { ...nothing, status: 'recorded' }),
];

export function viewOf(more: Partial<TakeView> = {}): TakeView {
  return {
    summary: summaryOf('sample', 2),
    debrief,
    failure: null,
    outdated: false,
    marks: [],
    amendments: { words: [], fillers: [] },
    ...more,
  };
}

/** A review that was never loaded: it shows, and has no sound. */
export function reviewOf(view: TakeView = viewOf()): TakeReview {
  const review = new TakeReview(view.summary.id);
  review.view = view;
  review.player.duration = view.summary.duration_ms;
  review.player.time = 41_000;
  const words = view.debrief?.transcript.words ?? [];
  review.peaks = Array.from({ length: 600 }, (_, i) => {
    const ms = (i / 600) * view.summary.duration_ms;
    const spoken = words.some((word) => word.start_ms <= ms && ms < word.end_ms);
    return spoken ? 35 + Math.round(55 * Math.abs(Math.sin(i * 1.7) * Math.sin(i * 0.31))) : 2;
  });
  return review;
}

/** One that an older scorer had judged, and that was scored again. */
export function outdatedReview(): TakeReview {
  const review = reviewOf(viewOf({ outdated: true }));
  const { versions, scorecard } = debrief;
  const scored_at = review.view?.summary.recorded_at ?? null;
  review.cards = [2, 1].map((version) => ({ version, scored_at, made_by: versions, scorecard }));
  return review;
}

/** What hearing a take again has changed. */
export const change: HearingChange = {
  heard_again_at: new Date().toISOString(),
  model_before: 'tiny.en-q8_0',
  model: 'base.en-q8_0',
  words: [
    { change: 'replaced', before: 'bill dings', after: 'buildings', start_ms: 3200, end_ms: 3900 },
    { change: 'added', before: '', after: 'um', start_ms: 9100, end_ms: 9300 },
    { change: 'removed', before: 'the the', after: '', start_ms: 41_000, end_ms: 41_400 },
  ],
  comparison: { moved: [], same: [] },
  sentences_before: debrief.transcript.sentences,
};

export function heardAgainReview(): TakeReview {
  const review = reviewOf();
  review.change = change;
  return review;
}

export function slowReview(): TakeReview {
  const review = reviewOf();
  review.slow = true;
  return review;
}

/** One with a sentence open for correction and a part folded away. */
export function workedReview(): TakeReview {
  const review = reviewOf();
  review.correcting = { sentence: 3, word: null };
  review.folded.add('L');
  return review;
}

export const shortReview = (): TakeReview =>
  reviewOf(
    viewOf({
      debrief: tooShort(debrief, 9200),
      summary: summaryOf('sample', 2, { ...nothing, status: 'not_scored', duration_ms: 9200 }),
    }),
  );

export function writtenBeside(): WrittenBeside {
  const written = new WrittenBeside('sample');
  written.current = {
    notes: [
      { at_ms: null, text: 'lunch, one date, 22 seconds' },
      { at_ms: 41_000, text: 'Slower here: this is the turning point.' },
    ],
    own_points: [
      { id: 'structure', points: 3 },
      { id: 'influence', points: 4 },
    ],
    best: true,
  };
  return written;
}

/** Levels as a voice makes them, in dB times ten. */
export const levels = Array.from({ length: 160 }, (_, i) =>
  Math.round(-420 + 330 * Math.abs(Math.sin(i / 3.8) * Math.sin(i / 14.6))),
);

export const captions = debrief.transcript.sentences.slice(3, 6).map((sentence) => ({
  text: sentence.text,
  start_ms: sentence.start_ms ?? 0,
  end_ms: sentence.end_ms ?? 0,
  ahead: false,
}));
