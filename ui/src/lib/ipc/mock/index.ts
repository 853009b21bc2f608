/**
 * A shell that is not there: answers every command from memory, so that the window can be worked on in a browser and
 * tested without a display. It stands behind Tauri's own `invoke`, so the bindings are used as they are. Never part of a
 * release: it is only reached from development and from tests.
 */
import { hearingCommands, type HearingOptions } from './hearing';
import { keepingCommands } from './keeping';
import { modelCommands, type ModelOptions } from './models';
import { emit } from '@tauri-apps/api/event';
import { mockIPC } from '@tauri-apps/api/mocks';
import type { Fault, Labels, SearchHit, Settings, TakeRequest } from '../bindings';
import type { TakeFilter, TakeSummary, TakeView } from '../bindings';
import { debriefOf, DURATION_MS, tooShort } from '../../sample/answer';
import { QUESTIONS, RUBRIC } from '../../sample/bank';
import { choicesOf, passes, shelf } from './library';
import { practiceHandlers } from './practice';
import { peaks, wav } from './sound';
import { thinningCommands, type ThinningOptions } from './thinning';
import { Teaching, type TeachingOptions } from './teaching';

export interface MockOptions extends TeachingOptions, HearingOptions, ModelOptions, ThinningOptions {
  /** A first start: nobody has been welcomed and nothing is kept. */
  fresh?: boolean;
  /** No microphone at all. */
  noDevices?: boolean;
  /** A fault that comes into a take … */
  fault?: Fault['code'];
  /** … this far into it. */
  faultAtMs?: number;
  /** Recordings that were cut off. */
  unfinished?: number;
  /** How long each stage of an analysis takes. */
  stageMs?: number;
}

/** Faults after which nothing more is recorded. */
const ENDING: readonly Fault['code'][] = ['disk_full', 'write_failed', 'too_long'];

type Args = Record<string, unknown>;

export interface Mock {
  /** What was asked of it, in order. */
  calls: { command: string; args: Args }[];
  /** Says nothing from now on. */
  close: () => void;
}

/** Puts the mock in place of the shell. */
export function installMock(options: MockOptions = {}): Mock {
  const calls: Mock['calls'] = [];
  let open = true;
  const tell: Tell = (event, payload) => void (open && emit(event, payload));
  const handlers = shell(options, tell);
  mockIPC(
    (command, payload) => {
      const args = (payload ?? {}) as Args;
      calls.push({ command, args });
      const handle = handlers[command];
      if (!handle) throw { code: 'internal', message: `no such command: ${command}`, subject: null };
      return handle(args);
    },
    { shouldMockEvents: true },
  );
  return { calls, close: () => (open = false) };
}

type Tell = (event: string, payload: unknown) => void;

function shell(options: MockOptions, tell: Tell): Record<string, (args: Args) => unknown> {
  const stageMs = options.stageMs ?? 500;
  let takes: TakeSummary[] = options.fresh
    ? []
    : shelf().map((take) => ({ ...take, sound: options.silent?.[take.id] ?? 'kept' }));
  const deleted = new Map<string, TakeSummary>();
  let made = takes.length;
  let live: {
    summary: TakeSummary;
    timer: ReturnType<typeof setInterval>;
    paused: boolean;
    ms: number;
  } | null = null;
  let settings: Settings = {
    microphone: null,
    speech_model: null,
    afterwards_model: null,
    theme: 'system',
    captions: true,
    think_s: 30,
    export_folder: null,
    compress_after_days: null,
    rate_first: false,
    welcomed: !options.fresh,
  };

  const find = (id: unknown): TakeSummary => {
    const take = takes.find((candidate) => candidate.id === id);
    if (!take) throw { code: 'no_such_take', message: `no take ${String(id)}`, subject: String(id) };
    return take;
  };

  const teaching = new Teaching(options);
  const view = (take: TakeSummary): TakeView => {
    const plain = {
      summary: take,
      debrief: null,
      failure: null,
      outdated: false,
      marks: [],
      amendments: { words: [], fillers: [] },
    };
    if (take.status === 'recorded') return plain;
    if (take.status === 'failed') return { ...plain, failure: 'whisper: out of memory' };
    const debrief = debriefOf(take.id, take.question ?? '');
    const made = take.status === 'scored' ? debrief : tooShort(debrief, take.duration_ms);
    return teaching.taught({ ...plain, debrief: made });
  };

  const pieceOf = (args: Record<string, unknown>) =>
    [Number(args['fromMs']), Number(args['lengthMs'])] as const;
  const soundOf = (take: TakeSummary) => (take.status === 'not_scored' ? take.duration_ms : DURATION_MS);

  const analyse = (id: string): void => {
    const stages = ['transcribing', 'scoring', 'keeping'] as const;
    stages.forEach((stage, i) => {
      setTimeout(() => tell('analysis', { take_id: id, stage, percent: i * 33 + 10 }), stageMs * (i + 0.1));
    });
    setTimeout(() => {
      const like = shelf()[0] as TakeSummary;
      takes = takes.map((take) =>
        take.id === id
          ? {
              ...take,
              status: 'scored',
              overall: like.overall,
              verdict: like.verdict,
              criteria: like.criteria,
            }
          : take,
      );
      tell('analysed', { take_id: id, status: 'scored' });
    }, stageMs * stages.length);
  };

  const keep = (more: Partial<TakeSummary>): { take_id: string } => {
    const id = `take-${++made}`;
    const [like] = shelf() as [TakeSummary];
    const recorded = { status: 'recorded' as const, overall: null, verdict: null, criteria: [] };
    takes = [{ ...like, ...recorded, id, recorded_at: new Date().toISOString(), ...more }, ...takes];
    analyse(id);
    return { take_id: id };
  };

  const speak = (): void => {
    if (!live || live.paused) return;
    live.ms += 50;
    const voice = Math.sin(live.ms / 170) * Math.sin(live.ms / 910) * Math.sin(live.ms / 53);
    tell('level', {
      peak_db_x10: Math.round(-300 + 240 * Math.abs(voice)),
      rms_db_x10: -320,
      elapsed_ms: live.ms,
    });
    const said = debriefOf('live', '').transcript.sentences.find(
      (sentence) =>
        (sentence.end_ms ?? 0) <= (live?.ms ?? 0) && (sentence.end_ms ?? 0) > (live?.ms ?? 0) - 50,
    );
    if (said)
      tell('caption', {
        text: said.text,
        start_ms: said.start_ms ?? 0,
        end_ms: said.end_ms ?? 0,
        ahead: false,
      });
    if (options.fault && live.ms === (options.faultAtMs ?? 2000)) {
      tell('fault', { code: options.fault, message: 'stream error -19' } satisfies Fault);
      if (ENDING.includes(options.fault)) endByItself();
    }
  };

  const endLive = (): TakeSummary => {
    if (!live) throw { code: 'not_recording', message: 'no take is being recorded', subject: null };
    clearInterval(live.timer);
    const { summary, ms } = live;
    live = null;
    return { ...summary, duration_ms: Math.max(ms, DURATION_MS) };
  };

  const stopLive = (): { take_id: string } => {
    const summary = { ...endLive(), recorded_at: new Date().toISOString() };
    takes = [summary, ...takes];
    analyse(summary.id);
    return { take_id: summary.id };
  };

  const endByItself = (): void => tell('ended', stopLive());

  let checking: ReturnType<typeof setInterval> | undefined;

  return {
    ...keepingCommands(deleted, tell),
    ...teaching.commands((id) => view(find(id)), tell),
    ...practiceHandlers(options.fresh ?? false, find),
    app_info: () => ({
      version: '0.1.0',
      data_dir: '~/.local/share/debrief',
      welcomed: settings.welcomed,
      speech_model: 'tiny.en-q8_0',
      unfinished: options.unfinished ?? 0,
      sample_available: true,
      set_aside: null,
      left_out: [],
    }),
    questions: () => QUESTIONS,
    rubric: () => RUBRIC,
    devices: () =>
      options.noDevices
        ? []
        : [
            { id: 'usb', name: 'USB Microphone', is_default: true },
            { id: 'built-in', name: 'Built-in Audio', is_default: false },
          ],
    settings: () => settings,
    save_settings: (args) => (settings = args['settings'] as Settings),
    start_microphone_check: () => {
      let ms = 0;
      checking = setInterval(() => {
        ms += 50;
        const peak = Math.round(-420 + 330 * Math.abs(Math.sin(ms / 190) * Math.sin(ms / 730)));
        tell('level', { peak_db_x10: peak, rms_db_x10: peak - 60, elapsed_ms: ms });
      }, 50);
      return null;
    },
    stop_microphone_check: () => {
      clearInterval(checking);
      return { peak_db_x10: -92, heard_voice: true, duration_ms: 3200 };
    },
    microphone_check_sound: (args) =>
      wav(debriefOf('check', '').transcript.words?.slice(0, 12) ?? [], 5000, ...pieceOf(args)),
    start_take: (args) => {
      const request = args['request'] as TakeRequest;
      const asked = QUESTIONS.find((question) => question.id === request.question_id);
      const [like] = shelf() as [TakeSummary];
      const summary: TakeSummary = {
        ...like,
        id: `take-${++made}`,
        question_id: request.question_id,
        question: asked?.text ?? request.question_text,
        round: request.round,
        status: 'recorded',
        overall: null,
        verdict: null,
        criteria: [],
      };
      live = { summary, timer: setInterval(speak, 50), paused: false, ms: 0 };
      return { take_id: summary.id };
    },
    pause_take: () => ((live as { paused: boolean }).paused = true),
    resume_take: () => ((live as { paused: boolean }).paused = false),
    discard_take: () => void endLive(),
    stop_take: stopLive,
    analyse_sample: () => keep({ origin: 'sample' }),
    import_take: () => keep({ origin: 'file', question: null, question_id: null, round: null }),
    retry_analysis: (args) => {
      const id = find(args['takeId']).id;
      takes = takes.map((take) => (take.id === id ? { ...take, status: 'recorded' } : take));
      analyse(id);
      return null;
    },
    takes: (args) => takes.filter((take) => passes(take, args['filter'] as TakeFilter)),
    set_labels: (args) => {
      const labels = args['labels'] as Labels;
      if ((labels.title ?? '').length > 120) throw { code: 'bad_label', message: 'too long', subject: null };
      const id = find(args['takeId']).id;
      takes = takes.map((take) => (take.id === id ? { ...take, labels } : take));
      return labels;
    },
    filter_choices: () => choicesOf(takes),
    take: (args) => view(find(args['takeId'])),
    peaks: (args) => {
      const take = find(args['takeId']);
      return peaks(debriefOf(take.id, '').transcript.words ?? [], soundOf(take));
    },
    audio: (args) =>
      wav(debriefOf('sound', '').transcript.words ?? [], soundOf(find(args['takeId'])), ...pieceOf(args)),
    delete_take: (args) => {
      const take = find(args['takeId']);
      deleted.set(take.id, take);
      takes = takes.filter((other) => other !== take);
      return null;
    },
    ...thinningCommands(
      () => takes,
      (id, sound) => (takes = takes.map((take) => (take.id === id ? { ...take, sound } : take))),
    ),
    undo_delete: (args) => {
      const id = String(args['takeId']);
      takes = takes.map((take) => (take.id === id ? { ...take, sound: 'kept' } : take));
      const take = deleted.get(String(args['takeId']));
      deleted.delete(String(args['takeId']));
      if (take) takes = [take, ...takes].sort((a, b) => b.recorded_at.localeCompare(a.recorded_at));
      return null;
    },
    search: (args): SearchHit[] => {
      const text = String(args['text']).toLowerCase();
      return takes
        .filter((take) => take.status === 'scored' && passes(take, args['filter'] as TakeFilter))
        .slice(0, 3)
        .flatMap((take) =>
          debriefOf(take.id, '').transcript.sentences.flatMap((sentence, index) => {
            const from = sentence.text.toLowerCase().indexOf(text);
            if (from < 0) return [];
            const snippet = [
              { text: sentence.text.slice(0, from), hit: false },
              { text: sentence.text.slice(from, from + text.length), hit: true },
              { text: sentence.text.slice(from + text.length), hit: false },
            ];
            const { question, recorded_at } = take;
            const { title } = take.labels;
            return [
              {
                take_id: take.id,
                sentence: index,
                start_ms: sentence.start_ms,
                snippet,
                question,
                title,
                recorded_at,
              },
            ];
          }),
        );
    },
    storage: () => ({
      recordings_kb: 284_000,
      files: 41,
      compressed: 12,
      library_kb: 9_400,
      models_kb: 0,
      other_kb: 310,
    }),
    compress_recordings: () => ({ takes: 3, saved_kb: 18_200, failed: 0 }),
    move_data_folder: () => {
      tell('moving', { percent: 40 });
      return true;
    },
    export_takes: () => ({ path: '~/Documents/Debrief/takes' }),
    export_take: (args) => ({ path: `~/Documents/Debrief/two-teams.${String(args['format'])}` }),
    ...modelCommands(options, tell),
    ...hearingCommands(options, (id) => view(find(id)), tell),
    recover_takes: () => ({
      take_ids: takes.slice(0, options.unfinished ?? 0).map((take) => take.id),
      lost: [],
    }),
  };
}
