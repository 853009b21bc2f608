/** Takes under titles. */
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
    groups.set(title, [...(groups.get(title) ?? []), take]);
  }
  return [...groups].map(([title, members]) => ({ title, takes: members }));
}
