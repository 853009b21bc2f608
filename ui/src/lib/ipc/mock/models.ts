/** Speech models of the mock: one built in, one to fetch. */
import type { ModelView } from '../bindings';

const BUILT_IN: ModelView = {
  id: 'tiny.en-q8_0',
  description: 'English, quick',
  bytes: 43_500_000,
  installed: true,
  embedded: true,
  in_use: true,
};
const LARGER: ModelView = {
  id: 'base.en-q8_0',
  description: 'English, more exact',
  bytes: 82_000_000,
  installed: false,
  embedded: false,
  in_use: false,
};

export interface ModelOptions {
  /** The model to fetch is here already. */
  otherModel?: boolean;
}

export function modelCommands(options: ModelOptions, tell: (event: string, payload: unknown) => void) {
  let here = options.otherModel ?? false;
  let coming: ReturnType<typeof setTimeout> | undefined;
  const arrived = (error: unknown) => {
    clearTimeout(coming);
    here = error === null;
    tell('model-arrived', { id: LARGER.id, error });
  };
  return {
    models: () => [BUILT_IN, { ...LARGER, installed: here }],
    download_model: () => {
      tell('model-fetched', { id: LARGER.id, percent: 40 });
      coming = setTimeout(() => arrived(null), 300);
      return null;
    },
    cancel_download: () => {
      arrived({ code: 'interrupted', message: 'cancelled', subject: null });
      return null;
    },
    import_model: () => null,
    delete_model: () => {
      here = false;
      return null;
    },
  };
}
