/** What weeks of practice have come to: trends, days, stories, the plan. */
import { ipc, type PlanView, type PracticeView, type StoriesView } from './ipc';
import { notices } from './notices.svelte';
import { COMMON_RUBRIC, rubrics } from './rubrics.svelte';
import { progressText as text } from './text/progress';
import { attempt } from './trouble';

class Practised {
  view = $state.raw<PracticeView | null>(null);
  stories = $state.raw<StoriesView | null>(null);
  plan = $state.raw<PlanView | null>(null);
  loaded = $state(false);

  takes = $derived(this.view?.days.reduce((sum, day) => sum + day.takes, 0) ?? 0);
  seconds = $derived(this.view?.days.reduce((sum, day) => sum + day.seconds, 0) ?? 0);

  async load(): Promise<void> {
    const asked = attempt(() =>
      Promise.all([ipc.practice(), ipc.stories(), ipc.plan(), rubrics.load(COMMON_RUBRIC)]),
    );
    const found = await asked;
    if (found) [this.view, this.stories, this.plan] = found;
    this.loaded = true;
  }

  async prepare(interviewOn: string, experienced: boolean): Promise<boolean> {
    const made = await attempt(() => ipc.prepare(interviewOn, experienced));
    if (made) this.plan = made;
    return made !== null;
  }

  /** Takes the plan away; it can be brought back. */
  async drop(): Promise<void> {
    const before = this.plan?.preparation;
    if (!before || (await attempt(async () => (await ipc.dropPlan(), true))) === null) return;
    this.plan = null;
    notices.say(text.dropped, {
      label: text.undo,
      run: () => void this.prepare(before.interview_on, before.experienced),
    });
  }

  criterion(id: string): string {
    return rubrics.criterion(COMMON_RUBRIC, id).name;
  }

  signal(id: string): string {
    return rubrics.signal(COMMON_RUBRIC, id);
  }
}

export const practised = new Practised();
