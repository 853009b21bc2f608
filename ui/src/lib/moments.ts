/** The moments a verdict rests on: every quoted piece of evidence, by time, each sentence once. */
import type { Scorecard } from './ipc';

export interface Moment {
  sentence: number;
  quote: string;
  startMs: number;
  endMs: number | null;
  /** Ids of the criteria it carries. */
  criteria: string[];
}

export function momentsOf(card: Scorecard): Moment[] {
  const bySentence = new Map<number, Moment>();
  for (const criterion of card.criteria) {
    for (const evidence of criterion.evidence) {
      if (evidence.start_ms === null) continue;
      const known = bySentence.get(evidence.sentence);
      if (known) {
        if (!known.criteria.includes(criterion.id)) known.criteria.push(criterion.id);
        continue;
      }
      bySentence.set(evidence.sentence, {
        sentence: evidence.sentence,
        quote: evidence.quote,
        startMs: evidence.start_ms,
        endMs: evidence.end_ms,
        criteria: [criterion.id],
      });
    }
  }
  return [...bySentence.values()].sort((a, b) => a.startMs - b.startMs);
}
