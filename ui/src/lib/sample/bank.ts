/** Invented questions and the rubric they are asked by. */
import type { Question, RubricView } from '../ipc';

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
