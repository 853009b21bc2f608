/** Takes under titles, and by the question they answer. */
import type { TakeSummary } from './ipc';

export interface TakeGroup {
  title: string;
  takes: TakeSummary[];
}

/** Takes under their titles, in the order the titles first come. */
export function grouped(takes: TakeSummary[], titleOf: (take: TakeSummary) => string): TakeGroup[] {
  const groups = new Map<string, TakeSummary[]>();
  for (const take of takes) {
    const title = titleOf(take);
    const members = groups.get(title);
    if (members) members.push(take);
    else groups.set(title, [take]);
  }
  return [...groups].map(([title, members]) => ({ title, takes: members }));
}

/** What two takes of one question have in common; `null` where there was no question. */
export function questionKey(take: Pick<TakeSummary, 'question_id' | 'question'>): string | null {
  if (take.question_id !== null) return `id ${take.question_id}`;
  return take.question === null ? null : `text ${take.question}`;
}

export interface Pair {
  before: TakeSummary;
  after: TakeSummary;
}

/** For every take with a card: itself and the scored take of its question before it, or after it for the first one. */
export function pairsOf(takes: readonly TakeSummary[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  const older = new Map<string, TakeSummary>();
  for (const take of takes.toReversed()) {
    const key = questionKey(take);
    if (key === null || take.status !== 'scored') continue;
    const before = older.get(key);
    older.set(key, take);
    if (!before) continue;
    const pair = { before, after: take };
    pairs.set(take.id, pair);
    if (!pairs.has(before.id)) pairs.set(before.id, pair);
  }
  return pairs;
}
