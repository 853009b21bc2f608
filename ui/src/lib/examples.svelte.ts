/** The person's own examples: listed, removed with a way back, saved and brought in. */
import { ipc, type Mark, type OwnExamples } from './ipc';
import { notices } from './notices.svelte';
import { rubrics } from './rubrics.svelte';
import { scoring } from './scoring.svelte';
import { teachingText as text } from './text/teaching';
import { attempt } from './trouble';

export interface Example {
  rubric: string;
  signal: string;
  sentence: string;
  mark: Mark;
}

class Examples {
  byRubric = $state.raw<OwnExamples[]>([]);

  async load(): Promise<void> {
    this.byRubric = (await attempt(() => ipc.ownExamples())) ?? this.byRubric;
    for (const own of this.byRubric) void rubrics.load(own.rubric);
  }

  /** The examples of a rubric, one after another. */
  of(own: OwnExamples): Example[] {
    const listed = (signal: string, mark: Mark, sentences: string[]) =>
      sentences.map((sentence) => ({ rubric: own.rubric, signal, sentence, mark }));
    return own.signals.flatMap((signal) => [
      ...listed(signal.id, 'counts', signal.examples ?? []),
      ...listed(signal.id, 'counts_not', signal.counter_examples ?? []),
    ]);
  }

  async remove(example: Example): Promise<void> {
    if (await this.#set(example, null))
      notices.say(text.removed, {
        label: text.undo,
        run: () => void this.#set(example, example.mark),
      });
  }

  async save(rubric: string): Promise<void> {
    const saved = await attempt(() => ipc.exportExamples(rubric));
    if (saved) notices.say(text.saved(saved.path));
  }

  async bringIn(): Promise<void> {
    const count = await attempt(() => ipc.importExamples());
    if (count === null) return;
    notices.say(text.imported(count));
    await this.#changed();
  }

  async #set({ rubric, signal, sentence }: Example, mark: Mark | null): Promise<boolean> {
    const done = await attempt(async () => (await ipc.setExample(rubric, signal, sentence, mark), true));
    await this.#changed();
    return done !== null;
  }

  async #changed(): Promise<void> {
    await Promise.all([this.load(), scoring.count()]);
  }
}

export const examples = new Examples();
