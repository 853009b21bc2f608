/** Weeks of practice, remembered: the plan, what was written beside takes, mock loops. */
import { QUESTIONS } from '../../sample/bank';
import {
  comparison,
  DAY_MS,
  panelDebrief,
  planView,
  practiceView,
  storiesView,
  today,
} from '../../sample/practice';
import type { Card, LoopLine, LoopView, MockLoop, Preparation, TakeSummary, Written } from '../bindings';

type Args = Record<string, unknown>;
type Handlers = Record<string, (args: Args) => unknown>;

const stories = () => storiesView(['take-7', 'take-5', 'take-4', 'take-2', 'take-1']);

const CARDS: Card[] = [
  {
    kind: 'pushback',
    text: 'That sounds like work you did yourself. What did your organisation do without you?',
    lack: 'against',
    id: 'solo',
  },
  {
    kind: 'follow_up',
    text: 'What did you decide not to do, and what did that cost?',
    lack: 'criterion',
    id: 'tradeoffs',
  },
];

const loopBefore = (): MockLoop => ({
  id: 'loop-0',
  started_at: new Date(Date.now() - 3 * DAY_MS).toISOString(),
  questions: QUESTIONS.slice(0, 3).map((question) => question.id),
  takes: ['take-5', 'take-4', 'take-2'],
  ended: true,
});

/** What the mock answers about weeks of practice; `find` knows the takes. */
export function practiceHandlers(fresh: boolean, find: (id: unknown) => TakeSummary): Handlers {
  let preparation: Preparation | null = fresh
    ? null
    : {
        interview_on: new Date(Date.now() + 25 * DAY_MS).toISOString().slice(0, 10),
        since: new Date(Date.now() - 16 * DAY_MS).toISOString().slice(0, 10),
        experienced: false,
      };
  const written = new Map<string, Written>();
  const loops = new Map<string, MockLoop>(fresh ? [] : [['loop-0', loopBefore()]]);
  const deletedLoops = new Set<string>();
  const of = (id: string): Written => written.get(id) ?? { notes: [], own_points: [], best: id === 'take-7' };
  const keep = (id: unknown, more: Partial<Written>) =>
    void written.set(String(id), { ...of(String(id)), ...more });
  const loopOf = (id: unknown): MockLoop => {
    const held = loops.get(String(id));
    if (!held) throw { code: 'no_such_loop', message: `no loop ${String(id)}`, subject: String(id) };
    return held;
  };
  return {
    compare: (args) => {
      find(args['before']);
      find(args['after']);
      return comparison();
    },
    practice: () => (fresh ? { today, criteria: [], measures: [], days: [] } : practiceView()),
    stories: () =>
      fresh
        ? {
            ...stories(),
            bank: { stories: [], missing_signals: stories().signals, missing_rounds: [] },
          }
        : stories(),
    plan: () => preparation && planView(preparation),
    prepare: (args) => {
      preparation = {
        since: new Date().toISOString().slice(0, 10),
        ...preparation,
        interview_on: String(args['interviewOn']),
        experienced: args['experienced'] === true,
      };
      return planView(preparation);
    },
    drop_plan: () => (preparation = null),
    weakest_questions: () => [...QUESTIONS].reverse().map((question) => question.id),
    written: (args) => of(String(args['takeId'])),
    set_notes: (args) => keep(args['takeId'], { notes: args['notes'] as Written['notes'] }),
    set_own_points: (args) => keep(args['takeId'], { own_points: args['points'] as Written['own_points'] }),
    set_best: (args) => keep(args['takeId'], { best: args['best'] === true }),
    begin_loop: (args) => {
      const round = args['round'];
      const asked = QUESTIONS.filter((question) => round === null || question.round === round);
      const held = {
        id: `loop-${loops.size}`,
        started_at: new Date().toISOString(),
        questions: asked.slice(0, args['length'] as number).map((question) => question.id),
        takes: [],
        ended: false,
      };
      loops.set(held.id, held);
      return held;
    },
    add_to_loop: (args) => {
      const held = loopOf(args['loopId']);
      loops.set(held.id, { ...held, takes: [...held.takes, String(args['takeId'])] });
      return null;
    },
    next_card: (args) => CARDS.find((card) => !(args['asked'] as string[]).includes(card.text)) ?? null,
    end_loop: (args) => {
      loops.set(String(args['loopId']), { ...loopOf(args['loopId']), ended: true });
      return null;
    },
    past_loops: (): LoopLine[] =>
      [...loops.values()]
        .filter((held) => held.takes.length > 0 && !deletedLoops.has(held.id))
        .reverse()
        .map((held) => {
          const { id, started_at, ended } = held;
          const takes = held.takes.map(find);
          const waiting = takes.filter((take) => take.status === 'recorded').length;
          const { overall, verdict } = panelDebrief(takes);
          return { id, started_at, ended, round: null, answers: takes.length, waiting, overall, verdict };
        }),
    delete_loop: (args) => void deletedLoops.add(loopOf(args['loopId']).id),
    undo_delete_loop: (args) => void deletedLoops.delete(String(args['loopId'])),
    loop_view: (args): LoopView => {
      const held = loopOf(args['loopId']);
      const takes = held.takes.map(find);
      const waiting = takes.filter((take) => take.status === 'recorded').length;
      return { held, waiting, debrief: panelDebrief(takes) };
    },
  };
}
