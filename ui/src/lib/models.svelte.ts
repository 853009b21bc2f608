/** The speech models: which there are, which is used, and one on its way here. */
import { SvelteMap } from 'svelte/reactivity';
import { asCommandError, ipc, on, type ModelTrial, type ModelView } from './ipc';
import { notices } from './notices.svelte';
import { preferences } from './settings.svelte';
import { settingsText as text } from './text/settings';
import { attempt, report } from './trouble';

class Models {
  list = $state.raw<ModelView[]>([]);
  /** The model on its way, and how much of it is here. */
  fetching = $state.raw<{ id: string; percent: number } | null>(null);
  /** The model that is being tried, and how much of the sample it has heard. */
  trying = $state.raw<{ id: string; percent: number } | null>(null);
  /** How each model did when it was tried last, until the window closes. */
  trials = new SvelteMap<string, ModelTrial>();
  inUse = $derived(this.list.find((model) => model.in_use)?.id ?? '');

  /** Loads the list and follows downloads; the returned function stops that. */
  listen(): () => void {
    void this.load();
    const stops = [
      on('modelFetched', (fetched) => (this.fetching = fetched)),
      on('modelTrying', (trying) => {
        if (this.trying?.id === trying.id) this.trying = trying;
      }),
      on('modelArrived', ({ id, error }) => {
        this.fetching = null;
        void this.load();
        // Whoever cancelled knows.
        if (error && error.code !== 'interrupted') report(error);
        else if (!error) this.#offer(id);
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async load(): Promise<void> {
    this.list = (await attempt(() => ipc.models())) ?? this.list;
  }

  async use(id: string): Promise<void> {
    await preferences.change({ speech_model: id }, text.model);
    await this.load();
  }

  async download(id: string): Promise<void> {
    this.fetching = { id, percent: 0 };
    const begun = await attempt(async () => {
      await ipc.downloadModel(id);
      return true;
    });
    if (!begun) this.fetching = null;
  }

  async cancel(): Promise<void> {
    await attempt(() => ipc.cancelDownload());
  }

  /** Lets a model hear a piece of the sample answer, and remembers how it did. */
  async tryHere(id: string): Promise<void> {
    this.trying = { id, percent: 0 };
    try {
      this.trials.set(id, await ipc.tryModel(id));
    } catch (thrown) {
      // Whoever cancelled knows.
      if (asCommandError(thrown).code !== 'interrupted') report(thrown);
    }
    this.trying = null;
  }

  async cancelTrial(): Promise<void> {
    await attempt(() => ipc.cancelTrial());
  }

  async bringIn(): Promise<void> {
    const id = await attempt(() => ipc.importModel());
    await this.load();
    if (id) this.#offer(id);
  }

  async delete(model: ModelView): Promise<void> {
    // The built-in model takes over before the one in use goes.
    if (model.in_use) await preferences.change({ speech_model: null });
    if (preferences.current.afterwards_model === model.id)
      await preferences.change({ afterwards_model: null });
    this.trials.delete(model.id);
    await attempt(() => ipc.deleteModel(model.id));
    await this.load();
  }

  #offer(id: string): void {
    notices.say(text.modelHere(id), { label: text.useModel, run: () => void this.use(id) });
  }
}

export const models = new Models();
