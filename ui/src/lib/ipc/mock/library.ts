/** Invented questions, a rubric and a shelf of takes. */
import type { Question, RubricView, TakeSummary, Verdict } from '../bindings';
import { DURATION_MS } from './answer';

function question(
  id: string,
  round: Question['round'],
  text: string,
  listens: string[],
  suggested: number,
): Question {
  return {
    id,
    round,
    text,
    listens_for: listens,
    suggested_s: suggested,
    rubric: 'director-pm',
    follow_ups: [
      'What did the side that gave way say to you afterwards?',
      'What would have happened without you?',
    ],
    pushback: 'That sounds like it settled itself. What did you actually do?',
    hint: 'Names what each side stood to lose, and how something was traded that was not a compromise in the middle.',
  };
}

export const QUESTIONS: Question[] = [
  question(
    'leadership-two-teams',
    'leadership',
    'Tell me about two teams who wanted opposite things from yours.',
    ['influence', 'tradeoffs', 'executive'],
    120,
  ),
  question(
    'behavioral-wrong',
    'behavioral',
    'Tell me about a decision you were sure of that turned out to be wrong.',
    ['clarity', 'evidence', 'impact'],
    120,
  ),
  question(
    'strategy-not-build',
    'strategy',
    'What did your last product decide not to build, and how did you defend that?',
    ['tradeoffs', 'evidence', 'mandate'],
    150,
  ),
  question(
    'phone-why-director',
    'phone_screen',
    'Why is this the right moment for you to lead leaders rather than a product?',
    ['leverage', 'talent'],
    90,
  ),
  question(
    'design-unlike-you',
    'product_design',
    'Design something for people who will never like computers.',
    ['clarity', 'evidence', 'tradeoffs'],
    180,
  ),
  question(
    'analytical-drop',
    'analytical',
    'Sign-ups fell by eight per cent overnight. Walk me through your morning.',
    ['clarity', 'evidence'],
    120,
  ),
  question(
    'leadership-manager-out',
    'leadership',
    'Tell me about a manager you had to move out of a role.',
    ['talent', 'leverage'],
    120,
  ),
];

const NAMES: Record<string, string> = {
  influence: 'Influence',
  clarity: 'Clarity',
  leverage: 'Leverage',
  tradeoffs: 'Trade-offs',
  evidence: 'Evidence',
  mandate: 'Mandate',
  talent: 'Talent',
  executive: 'Executives',
  impact: 'Impact',
};

export const RUBRIC: RubricView = {
  id: 'director-pm',
  name: 'Director of Product',
  criteria: [
    { id: 'structure', name: 'Structure', description: 'A story a listener can retell.' },
    { id: 'delivery', name: 'Delivery', description: 'Easy to listen to.' },
    ...Object.entries(NAMES).map(([id, name]) => ({
      id,
      name,
      description: `What the answer shows of ${name.toLowerCase()}.`,
    })),
  ],
  signals: Object.entries(NAMES).map(([id, name]) => ({
    id,
    name: name.toLowerCase(),
    polarity: 'positive' as const,
  })),
};

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
    ...more,
  };
}

/** The shelf, newest first. */
export function shelf(): TakeSummary[] {
  const [teams, wrong, notBuild, , design] = QUESTIONS as [Question, Question, Question, Question, Question];
  return [
    take('take-7', 2, teams, 4, [4, 4, 5, 4, 4, 3, 3, 2, null, 3, 1]),
    take('take-6', 27, wrong, null, [], { duration_ms: 9200 }),
    take('take-5', 29, teams, 3, [3, 4, 3, 3, 2, 3, 2, 1, null, 2, 2], { duration_ms: 131_000 }),
    take('take-4', 75, notBuild, 2, [2, 3, null, 2, 1, 3, 1, 2, null, null, 1], { duration_ms: 204_000 }),
    take('take-3', 99, design, null, [], { status: 'failed', duration_ms: 88_000 }),
    take('take-2', 124, teams, 2, [2, 3, 2, 1, 1, 2, 1, 1, null, 1, 1], { duration_ms: 187_000 }),
    take('take-1', 300, null, 3, [3, 3, null, 3, 3, 2, 3, 2, 4, null, 3], {
      origin: 'file',
      duration_ms: 96_000,
    }),
  ];
}
