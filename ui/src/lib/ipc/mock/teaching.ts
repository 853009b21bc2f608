/** What a person said of their sentences, remembered, and cards made again. */
import type {
  Amendments,
  Debrief,
  Mark,
  OwnExamples,
  ScorecardVersion,
  Sentence,
  SentenceMark,
  TakeView,
  Word,
} from '../bindings';
import { RUBRIC } from '../../sample/bank';

type Args = Record<string, unknown>;

export interface TeachingOptions {
  /** Takes whose card is of an older rubric. */
  outdated?: string[];
}

export class Teaching {
  #marks = new Map<string, { signal: string; sentence: string; mark: Mark }>();
  #outdated: Set<string>;
  #amendments = new Map<string, Amendments & { text: Map<number, string> }>();
  /** Sentences that are another voice's, by take. */
  #others = new Map<string, Map<number, boolean>>();
  #words: string[] = [];
  #again = new Map<string, number>();

  constructor(options: TeachingOptions) {
    this.#outdated = new Set(options.outdated ?? []);
  }

  /** A take with what was said of it worked in. */
  taught(view: TakeView): TakeView {
    if (!view.debrief) return view;
    const { debrief } = view;
    const marks: SentenceMark[] = [];
    let signals = debrief.signals;
    for (const { signal, sentence: said, mark } of this.#marks.values()) {
      const sentence = debrief.transcript.sentences.findIndex(({ text }) => text === said);
      if (sentence < 0) continue;
      marks.push({ sentence, signal, mark });
      signals = signals.filter((heard) => heard.id !== signal || heard.sentence !== sentence);
      if (mark === 'counts') signals = [...signals, heardBy(signal, sentence)];
    }
    const amended = this.#amended(view.summary.id);
    const { transcript, delivery } = debrief;
    const words = (transcript.words ?? []).map((word, index): Word => {
      const text = amended.text.get(index);
      return text === undefined ? word : { ...word, text, corrected: true };
    });
    const fillers = (delivery?.fillers ?? []).flatMap((filler) => {
      const judged = amended.fillers.find((one) => one.start_ms === filler.start_ms);
      if (!judged) return [filler];
      return judged.was_one ? [{ ...filler, text: 'um', certainty: 'heard' as const }] : [];
    });
    const put = {
      transcript: { ...transcript, words, sentences: this.#voiced(view.summary.id, transcript.sentences) },
      delivery: delivery && { ...delivery, fillers },
      signals,
    };
    const amendments = { words: amended.words, fillers: amended.fillers };
    const outdated = this.#outdated.has(view.summary.id);
    return { ...view, marks, amendments, outdated, debrief: { ...debrief, ...put } };
  }

  #voiced(id: string, sentences: Sentence[]): Sentence[] {
    const said = this.#others.get(id);
    return sentences.map((sentence, index) => {
      const another = said?.get(index);
      return another === undefined ? sentence : { ...sentence, another_voice: another };
    });
  }

  #amended(id: string): Amendments & { text: Map<number, string> } {
    const amended = this.#amendments.get(id) ?? { words: [], fillers: [], text: new Map() };
    this.#amendments.set(id, amended);
    return amended;
  }

  commands(view: (id: unknown) => TakeView, tell: (event: string, payload: unknown) => void) {
    const set = (signal: string, sentence: string, mark: Mark | null): Mark | null => {
      const key = `${signal} ${sentence}`;
      const before = this.#marks.get(key)?.mark ?? null;
      if (mark === null) this.#marks.delete(key);
      else this.#marks.set(key, { signal, sentence, mark });
      return before;
    };
    const again = (id: string): void => {
      this.#outdated.delete(id);
      this.#again.set(id, (this.#again.get(id) ?? 0) + 1);
    };
    return {
      mark_sentence: (args: Args) => {
        const id = String(args['takeId']);
        const said = (view(id).debrief as Debrief).transcript.sentences[Number(args['sentence'])];
        const before = set(String(args['signal']), said?.text ?? '', args['mark'] as Mark | null);
        again(id);
        return { before, view: view(id) };
      },
      own_examples: (): OwnExamples[] => {
        const all = [...this.#marks.values()];
        if (all.length === 0) return [];
        const of = (signal: string, mark: Mark) =>
          all.filter((own) => own.signal === signal && own.mark === mark).map((own) => own.sentence);
        const signals = [...new Set(all.map((own) => own.signal))].map((id) => ({
          id,
          examples: of(id, 'counts'),
          counter_examples: of(id, 'counts_not'),
        }));
        return [{ rubric: RUBRIC.id, signals }];
      },
      set_example: (args: Args) =>
        set(String(args['signal']), String(args['sentence']), args['mark'] as Mark | null),
      export_examples: () => ({ path: '~/Documents/director-pm-examples.toml' }),
      import_examples: () => 0,
      score_again: (args: Args) => {
        again(String(args['takeId']));
        return view(args['takeId']);
      },
      scorecards: (args: Args): ScorecardVersion[] => {
        const id = String(args['takeId']);
        const { debrief } = view(id);
        if (!debrief) return [];
        const count = 1 + (this.#again.get(id) ?? 0);
        return Array.from({ length: count }, (_, older) => ({
          version: count - older,
          // The first card of a take from before has no date.
          scored_at: older === 0 ? new Date().toISOString() : null,
          made_by: debrief.versions,
          scorecard: debrief.scorecard,
        }));
      },
      outdated_takes: () => this.#outdated.size,
      score_all_again: () => {
        const of = this.#outdated.size;
        tell('scoring-all', { done: 0, of });
        setTimeout(() => {
          for (const id of this.#outdated) again(id);
          tell('scored-all', { scored: of, error: null });
        }, 5);
        return null;
      },
      cancel_scoring: () => null,
      correct_word: (args: Args) => {
        const amended = this.#amended(String(args['takeId']));
        const index = Number(args['word']);
        const heard = view(args['takeId']).debrief?.transcript.words?.[index] as Word;
        if (!amended.words.some((word) => word.index === index)) {
          amended.words = [...amended.words, { index, heard: [heard], mended: false }];
        }
        amended.text.set(index, String(args['text']));
        return view(args['takeId']);
      },
      put_back_word: (args: Args) => {
        const amended = this.#amended(String(args['takeId']));
        amended.words = amended.words.filter((word) => word.index !== Number(args['word']));
        amended.text.delete(Number(args['word']));
        return view(args['takeId']);
      },
      judge_filler: (args: Args) => {
        const amended = this.#amended(String(args['takeId']));
        const start_ms = Number(args['startMs']);
        amended.fillers = amended.fillers.filter((filler) => filler.start_ms !== start_ms);
        if (args['wasOne'] !== null) {
          const was_one = Boolean(args['wasOne']);
          amended.fillers = [...amended.fillers, { start_ms, end_ms: start_ms + 420, was_one }];
        }
        return view(args['takeId']);
      },
      say_voice: (args: Args) => {
        const id = String(args['takeId']);
        const said = this.#others.get(id) ?? new Map<number, boolean>();
        this.#others.set(id, said);
        for (let at = Number(args['first']); at <= Number(args['last']); at++)
          said.set(at, Boolean(args['another']));
        return view(args['takeId']);
      },
      own_words: () => this.#words,
      set_own_words: (args: Args) => (this.#words = [...new Set(args['words'] as string[])]),
    };
  }
}

function heardBy(id: string, sentence: number): Debrief['signals'][number] {
  const polarity = RUBRIC.signals.find((signal) => signal.id === id)?.polarity ?? 'positive';
  return { id, polarity, sentence, confidence: 95, because: 'You gave this very sentence as an example.' };
}
