/** Two takes side by side: what moved, the two reviews, and only one of them heard at a time. */
import { questionKey } from './groups';
import { asCommandError, ipc, type Comparison, type Moved, type TakeSummary } from './ipc';
import { TakeReview } from './review.svelte';
import { rubrics } from './rubrics.svelte';
import { report } from './trouble';

/** Two debriefs side by side, as far as a list of differences needs them. */
export interface Compared {
  playSentence(side: 'before' | 'after', sentence: number): void;
  startOf(side: 'before' | 'after', sentence: number | null): number | null;
  name(moved: Moved): string;
}

export class TakePair implements Compared {
  readonly before: TakeReview;
  readonly after: TakeReview;
  comparison = $state.raw<Comparison | null>(null);
  /** Takes of the same question, newest first. */
  siblings = $state.raw<Sibling[]>([]);
  failed = $state(false);

  /** How many of the two are still being read. */
  waiting = $derived.by(() => {
    const status = [this.before, this.after].map((side) => side.view?.summary.status);
    return status.filter((one) => one === 'recorded').length;
  });

  constructor(before: string, after: string) {
    this.before = new TakeReview(before);
    this.after = new TakeReview(after);
  }

  /** Loads both, or loads them again after an analysis; they are compared once both were read. */
  async load(): Promise<void> {
    await Promise.all([this.before.load(), this.after.load()]);
    const summary = this.after.view?.summary ?? this.before.view?.summary;
    if (summary) this.siblings = await siblingsOf(summary);
    if (this.waiting > 0) return;
    try {
      this.comparison = await ipc.compare(this.before.takeId, this.after.takeId);
    } catch (thrown) {
      this.failed = true;
      if (!['no_such_take', 'not_analysed'].includes(asCommandError(thrown).code)) report(thrown);
    }
  }

  /** Plays a sentence of one side; the other falls silent. */
  playSentence(side: 'before' | 'after', sentence: number): void {
    const [heard, other] = side === 'before' ? [this.before, this.after] : [this.after, this.before];
    const line = heard.lines[sentence];
    if (!line || line.startMs === null) return;
    other.player.pause();
    heard.player.playSpan(line.startMs, line.endMs);
  }

  startOf(side: 'before' | 'after', sentence: number | null): number | null {
    if (sentence === null) return null;
    return this[side].lines[sentence]?.startMs ?? null;
  }

  name(moved: Moved): string {
    return nameOf(moved, this.after.debrief?.versions.rubric ?? '');
  }

  close(): void {
    this.before.close();
    this.after.close();
  }
}

/** A take and the how manyth of its question it is. */
export interface Sibling {
  take: TakeSummary;
  number: number;
}

/** Takes with a card that answered the same question, newest first; the others count too, as in a debrief. */
export async function siblingsOf(summary: TakeSummary): Promise<Sibling[]> {
  const filter = { text: null, round: null, verdict: null, limit: 200, offset: 0 };
  try {
    const takes = await ipc.takes({ ...filter, question_id: summary.question_id });
    const key = questionKey(summary);
    const same = takes.filter((take) => key !== null && questionKey(take) === key);
    return same
      .map((take, index) => ({ take, number: same.length - index }))
      .filter(({ take }) => take.status === 'scored');
  } catch {
    return [];
  }
}

/** The criterion or signal that moved, by its name. */
export function nameOf(moved: Moved, rubric: string): string {
  if (moved.id === null) return '';
  return moved.aspect === 'criterion'
    ? rubrics.criterion(rubric, moved.id).name
    : capital(rubrics.signal(rubric, moved.id));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
