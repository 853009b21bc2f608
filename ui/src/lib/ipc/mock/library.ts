/** A shelf of invented takes. */
import { DURATION_MS } from '../../sample/answer';
import { QUESTIONS, RUBRIC } from '../../sample/bank';
import type { FilterChoices, Question, TakeFilter, TakeSummary, Verdict } from '../bindings';

const ORDER = RUBRIC.criteria.map((criterion) => criterion.id);

function take(
  id: string,
  ago: number,
  of: Question | null,
  overall: number | null,
  points: (number | null)[],
  more: Partial<TakeSummary> = {},
): TakeSummary {
  const verdicts: Verdict[] = ['strong_no_hire', 'no_hire', 'borderline', 'hire', 'strong_hire'];
  return {
    id,
    recorded_at: new Date(Date.now() - ago * 3_600_000).toISOString(),
    duration_ms: DURATION_MS,
    status: overall === null ? 'not_scored' : 'scored',
    origin: 'microphone',
    question_id: of?.id ?? null,
    question: of?.text ?? null,
    round: of?.round ?? null,
    overall,
    verdict: overall === null ? null : (verdicts[overall - 1] ?? null),
    criteria: points.map((value, index) => ({ id: ORDER[index] ?? String(index), points: value })),
    labels: { title: null, favourite: false, tags: [] },
    sound: 'kept',
    ...more,
  };
}

/** Hours ago, but still today, however early it is. */
function today(ago: number): number {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.min(ago, (now.getTime() - midnight.getTime()) / 3_600_000);
}

/** The shelf, newest first. */
export function shelf(): TakeSummary[] {
  const [teams, wrong, notBuild, , design] = QUESTIONS as [Question, Question, Question, Question, Question];
  return [
    take('take-7', today(2), teams, 4, [4, 4, 5, 4, 4, 3, 3, 2, null, 3, 1]),
    take('take-6', 27, wrong, null, [], { duration_ms: 9200 }),
    take('take-5', 29, teams, 3, [3, 4, 3, 3, 2, 3, 2, 1, null, 2, 2], {
      duration_ms: 131_000,
      labels: { title: 'The merger story', favourite: true, tags: ['panel', 'payments'] },
    }),
    take('take-4', 75, notBuild, 2, [2, 3, null, 2, 1, 3, 1, 2, null, null, 1], { duration_ms: 204_000 }),
    take('take-3', 99, design, null, [], { status: 'failed', duration_ms: 88_000 }),
    take('take-2', 124, teams, 2, [2, 3, 2, 1, 1, 2, 1, 1, null, 1, 1], { duration_ms: 187_000 }),
    take('take-1', 300, null, 3, [3, 3, null, 3, 3, 2, 3, 2, 4, null, 3], {
      origin: 'file',
      duration_ms: 96_000,
    }),
  ];
}

/** Whether a take passes a filter; signals are taken to be those of its criteria with more than two points. */
export function passes(take: TakeSummary, filter: TakeFilter): boolean {
  const day = take.recorded_at.slice(0, 10);
  const heard = (id: string): boolean => take.criteria.some((one) => one.id === id && (one.points ?? 0) > 2);
  const words = [take.question ?? '', take.labels.title ?? ''].join(' ').toLowerCase();
  return (
    (!filter.round || take.round === filter.round) &&
    (!filter.question_id || take.question_id === filter.question_id) &&
    (!filter.question || take.question === filter.question) &&
    (!filter.verdict || take.verdict === filter.verdict) &&
    (!filter.tag || take.labels.tags.includes(filter.tag)) &&
    (!filter.favourite || take.labels.favourite) &&
    (!filter.since || day >= filter.since) &&
    (!filter.until || day <= filter.until) &&
    (!filter.text || words.includes(filter.text.toLowerCase())) &&
    (!filter.signal || (take.status === 'scored' && heard(filter.signal.id) === filter.signal.heard))
  );
}

/** What there is to filter by. */
export function choicesOf(takes: readonly TakeSummary[]): FilterChoices {
  const tags = [...new Set(takes.flatMap((take) => take.labels.tags))].sort();
  const asked = new Map(takes.flatMap((take) => (take.question === null ? [] : [[take.question, take]])));
  return {
    tags: tags.map((tag) => ({ tag, takes: takes.filter((take) => take.labels.tags.includes(tag)).length })),
    questions: [...asked].map(([text, { question_id, round }]) => ({
      id: question_id,
      text,
      round,
      takes: takes.filter((take) => take.question === text).length,
    })),
  };
}
