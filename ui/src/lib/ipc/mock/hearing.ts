/** Models tried and takes heard again, without a model. */
import type { HearingChange, LostCorrection, ModelTrial, TakeView } from '../bindings';

type Args = Record<string, unknown>;
type Tell = (event: string, payload: unknown) => void;

export interface HearingOptions {
  /** Takes in which a correction would be lost to a new hearing. */
  losing?: string[];
}

export const TRIAL: ModelTrial = {
  model: 'tiny.en-q8_0',
  file_kb: 43_551,
  sound_ms: 49_680,
  load_ms: 120,
  heard_ms: 2900,
  minute_ms: 3500,
  speed_x10: 171,
  errors: { words: 121, substituted: 6, deleted: 1, inserted: 2, rate_x100: 744 },
  memory_kb: 245_000,
  live: 'keeps_up',
};

export const LOST: LostCorrection[] = [
  { start_ms: 21_000, end_ms: 21_400, corrected: 'Ruiz', heard: 'Reese', now: 'raise' },
];

export function changeOf(view: TakeView, model: string): HearingChange {
  const transcript = view.debrief?.transcript;
  const at = (index: number) => transcript?.words?.[index] ?? { start_ms: 0, end_ms: 0, text: '' };
  return {
    heard_again_at: new Date().toISOString(),
    model_before: 'tiny.en-q8_0',
    model,
    words: [
      {
        change: 'replaced',
        before: 'bill dings',
        after: at(4).text,
        start_ms: at(4).start_ms,
        end_ms: at(4).end_ms,
      },
      { change: 'added', before: '', after: at(12).text, start_ms: at(12).start_ms, end_ms: at(12).end_ms },
      { change: 'removed', before: 'the the', after: '', start_ms: at(30).start_ms, end_ms: at(30).end_ms },
    ],
    comparison: {
      moved: [
        {
          aspect: 'criterion',
          id: 'impact',
          before: 1,
          after: 2,
          direction: 'better',
          sentence_before: 1,
          sentence_after: 2,
        },
      ],
      same: [],
    },
    sentences_before: transcript?.sentences ?? [],
  };
}

export function hearingCommands(options: HearingOptions, view: (id: string) => TakeView, tell: Tell) {
  const changes = new Map<string, HearingChange>();
  let asked: { id: string; model: string } | null = null;
  let stop: (() => void) | null = null;
  const keep = (id: string, model: string): TakeView => {
    changes.set(id, changeOf(view(id), model));
    return view(id);
  };
  const tried = (id: string) =>
    new Promise<ModelTrial>((resolve, reject) => {
      tell('model-trying', { id, percent: 40 });
      const done = setTimeout(() => resolve({ ...TRIAL, model: id }), 100);
      stop = () => {
        clearTimeout(done);
        reject({ code: 'interrupted', message: 'interrupted', subject: null });
      };
    });
  return {
    try_model: (args: Args) => tried(String(args['id'])),
    cancel_trial: () => {
      stop?.();
      return null;
    },
    hear_again: (args: Args) => {
      const [id, model] = [String(args['takeId']), String(args['model'])];
      tell('analysis', { take_id: id, stage: 'transcribing', percent: 50 });
      const lost = options.losing?.includes(id) ? LOST : [];
      if (lost.length > 0) asked = { id, model };
      return { lost, view: lost.length > 0 ? view(id) : keep(id, model) };
    },
    keep_hearing: (args: Args) => keep(String(args['takeId']), asked?.model ?? ''),
    cancel_hearing: () => {
      asked = null;
      return null;
    },
    hearing_change: (args: Args) => changes.get(String(args['takeId'])) ?? null,
    put_back_hearing: (args: Args) => {
      changes.delete(String(args['takeId']));
      return view(String(args['takeId']));
    },
  };
}
