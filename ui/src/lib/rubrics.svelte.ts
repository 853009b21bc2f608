/** Names of criteria and signals, by rubric. Fetched once each. */
import { SvelteMap } from 'svelte/reactivity';
import { fromId } from './format';
import { ipc, type RubricView, type SignalView } from './ipc';

/** The rubric that names criteria and signals where takes of several come together. */
export const COMMON_RUBRIC = 'director-pm';

class Rubrics {
  #known = new SvelteMap<string, RubricView>();

  /** Fetches a rubric by the id a debrief carries (`director-pm@1`); names fall back to their ids without it. */
  async load(rubric: string): Promise<void> {
    const id = plainId(rubric);
    if (this.#known.has(id)) return;
    try {
      this.#known.set(id, await ipc.rubric(id));
    } catch {
      // A take scored by a rubric that has since been removed still shows: its ids serve as names.
    }
  }

  /** The name of a rubric; its id where it is gone. */
  name(rubric: string): string {
    return this.#known.get(plainId(rubric))?.name ?? rubric;
  }

  /** The signals a rubric listens for. */
  signals(rubric: string): SignalView[] {
    return this.#known.get(plainId(rubric))?.signals ?? [];
  }

  criterion(rubric: string, id: string): { name: string; description: string | null } {
    const found = this.#known.get(plainId(rubric))?.criteria.find((criterion) => criterion.id === id);
    return { name: found?.name ?? fromId(id), description: found?.description ?? null };
  }

  signal(rubric: string | null, id: string): string {
    const rubrics = rubric === null ? [...this.#known.values()] : [this.#known.get(plainId(rubric))];
    for (const view of rubrics) {
      const found = view?.signals.find((signal) => signal.id === id);
      if (found) return found.name;
    }
    return fromId(id);
  }
}

function plainId(rubric: string): string {
  return rubric.split('@')[0] ?? rubric;
}

export const rubrics = new Rubrics();
