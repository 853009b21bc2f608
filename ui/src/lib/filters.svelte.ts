/** Which takes the Library shows: every filter that is set must be passed. */
import { localDay } from './format';
import {
  ipc,
  type AnsweredQuestion,
  type FilterChoices,
  type Round,
  type SignalWanted,
  type TakeFilter,
  type Verdict,
} from './ipc';
import { attempt } from './trouble';

const DAY_MS = 86_400_000;

class Filters {
  round = $state<Round | null>(null);
  question = $state.raw<AnsweredQuestion | null>(null);
  verdict = $state<Verdict | null>(null);
  signal = $state.raw<SignalWanted | null>(null);
  tag = $state<string | null>(null);
  favourite = $state(false);
  since = $state<string | null>(null);
  until = $state<string | null>(null);
  /** How the days were chosen: so many up to today, or between two. */
  when = $state<string | null>(null);
  /** The tags and questions there are. */
  choices = $state.raw<FilterChoices>({ tags: [], questions: [] });

  /** As the shell reads it. */
  current = $derived<TakeFilter>({
    text: null,
    question_id: this.question?.id ?? null,
    question: this.question && this.question.id === null ? this.question.text : null,
    round: this.round,
    verdict: this.verdict,
    since: this.since,
    until: this.until,
    signal: this.signal,
    tag: this.tag,
    favourite: this.favourite,
    offset: 0,
  });

  active = $derived(
    this.favourite ||
      [this.round, this.question, this.verdict, this.signal, this.tag, this.since, this.until].some(
        (one) => one !== null,
      ),
  );

  async load(): Promise<void> {
    this.choices = (await attempt(() => ipc.filterChoices())) ?? this.choices;
    // A tag that no take has any more would hide everything.
    if (this.tag !== null && !this.choices.tags.some(({ tag }) => tag === this.tag)) this.tag = null;
  }

  /** Takes of the last so many days, today among them; of days that are yet to be given (`between`); of any time. */
  choose(when: string | null, now: Date = new Date()): void {
    this.when = when;
    const days = Number(when);
    this.since = days > 0 ? localDay(new Date(now.getTime() - (days - 1) * DAY_MS)) : null;
    this.until = null;
  }

  clear(): void {
    this.round = this.question = this.verdict = this.signal = this.tag = null;
    this.favourite = false;
    this.choose(null);
  }
}

export const filters = new Filters();
