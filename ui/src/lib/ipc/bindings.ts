/* eslint-disable */
// The commands and events of the shell, and every type that crosses. Kept in step with the shell by its bindings test.
import { invoke as __TAURI_INVOKE } from "@tauri-apps/api/core";
import * as __TAURI_EVENT from "@tauri-apps/api/event";

/** Commands */
export const commands = {
	appInfo: () => __TAURI_INVOKE<AppInfo>("app_info"),
	questions: () => __TAURI_INVOKE<Question[]>("questions"),
	rubric: (id: string) => __TAURI_INVOKE<RubricView>("rubric", { id }),
	devices: () => __TAURI_INVOKE<InputDevice[]>("devices"),
	settings: () => __TAURI_INVOKE<Settings>("settings"),
	saveSettings: (settings: Settings) => __TAURI_INVOKE<Settings>("save_settings", { settings }),
	startMicrophoneCheck: (device: string | null) => __TAURI_INVOKE<null>("start_microphone_check", { device }),
	stopMicrophoneCheck: () => __TAURI_INVOKE<MicrophoneCheck>("stop_microphone_check"),
	startTake: (request: TakeRequest) => __TAURI_INVOKE<TakeStarted>("start_take", { request }),
	pauseTake: () => __TAURI_INVOKE<null>("pause_take"),
	resumeTake: () => __TAURI_INVOKE<null>("resume_take"),
	discardTake: () => __TAURI_INVOKE<null>("discard_take"),
	stopTake: () => __TAURI_INVOKE<TakeStarted>("stop_take"),
	analyseSample: () => __TAURI_INVOKE<TakeStarted>("analyse_sample"),
	importTake: () => __TAURI_INVOKE<TakeStarted | null>("import_take"),
	retryAnalysis: (takeId: string) => __TAURI_INVOKE<null>("retry_analysis", { takeId }),
	takes: (filter: TakeFilter) => __TAURI_INVOKE<TakeSummary[]>("takes", { filter }),
	take: (takeId: string) => __TAURI_INVOKE<TakeView>("take", { takeId }),
	peaks: (takeId: string) => __TAURI_INVOKE<number[]>("peaks", { takeId }),
	deleteTake: (takeId: string) => __TAURI_INVOKE<null>("delete_take", { takeId }),
	undoDelete: (takeId: string) => __TAURI_INVOKE<null>("undo_delete", { takeId }),
	search: (text: string) => __TAURI_INVOKE<SearchHit[]>("search", { text }),
	exportTake: (takeId: string, format: Format, chooseFolder: boolean) => __TAURI_INVOKE<Exported | null>("export_take", { takeId, format, chooseFolder }),
	models: () => __TAURI_INVOKE<ModelView[]>("models"),
	recoverTakes: () => __TAURI_INVOKE<Recovered>("recover_takes"),
};

/** Events */
export const events = {
	level: makeEvent<Level>("level"),
	caption: makeEvent<Caption>("caption"),
	analysis: makeEvent<Analysis>("analysis"),
	analysed: makeEvent<Analysed>("analysed"),
	fault: makeEvent<Fault>("fault"),
	ended: makeEvent<Ended>("ended"),
};

/* Types */
export type Analysed = { take_id: string, status: TakeStatus };

export type Analysis = { take_id: string, stage: Stage, percent: number };

export type AppInfo = { version: string, data_dir: string, welcomed: boolean, speech_model: string, unfinished: number, sample_available: boolean, set_aside: string | null, left_out: string[] };

export type Caption = { text: string, start_ms: number, end_ms: number };

export type Certainty = "heard" | "probable";

export type CommandError = { code: string, message: string, subject: string | null };

export type CriterionPoints = { id: string, points: number | null };

export type CriterionScore = { id: string, points: number | null, evidence: Evidence[], advice: string };

export type CriterionView = { id: string, name: string, description: string };

export type Debrief = { schema: number, take: TakeFacts | null, question: QuestionAsked | null, versions: Versions, transcript: Transcript, speech: Span[] | null, delivery: Delivery | null, structure: Structure, signals: Signal[], scorecard: Scorecard, timing: Timing };

export type Delivery = { words: number, speaking_ms: number, words_per_minute: number | null, articulation_wpm: number | null, latency_ms: number | null, pauses: Pause[], fillers: Filler[], fillers_per_minute_x10: number | null, hedges: Phrase[], repeats: Phrase[], longest_run_ms: number, i_words: number, we_words: number };

export type Evidence = { sentence: number, start_ms: number | null, end_ms: number | null, quote: string };

export type Ended = { take_id: string };

export type Format = "md" | "html" | "json" | "csv" | "srt" | "vtt";

export type Exported = { path: string };

export type Fault = { code: FaultCode, message: string };

export type FaultCode = "device_lost" | "no_data" | "silent" | "quiet" | "clipping" | "disk_full" | "write_failed" | "too_long" | "overrun" | "transcriber_failed";

export type Filler = { text: string, start_ms: number, end_ms: number, certainty: Certainty };

export type InputDevice = { id: string, name: string, is_default: boolean };

export type Level = { peak_db_x10: number, rms_db_x10: number, elapsed_ms: number };

export type MicrophoneCheck = { peak_db_x10: number, heard_voice: boolean, duration_ms: number };

export type ModelView = { id: string, description: string, bytes: number, installed: boolean, embedded: boolean, in_use: boolean };

export type Origin = "microphone" | "file" | "sample";

export type Pause = { start_ms: number, end_ms: number, kind: PauseKind };

export type PauseKind = "listed" | "long" | "lost";

export type Phrase = { text: string, start_ms: number, end_ms: number };

export type Polarity = "positive" | "negative";

export type QuestionAsked = { text: string, round: Round | null };

export type Question = { id: string, round: Round, text: string, listens_for: string[], suggested_s: number, rubric: string, follow_ups: string[], pushback: string | null, hint: string | null };

export type Recovered = { recovered: number, take_ids: string[], lost: string[] };

export type Role = "S" | "T" | "A" | "R" | "H" | "L" | "N";

export type Round = "phone_screen" | "product_design" | "behavioral" | "analytical" | "leadership" | "strategy";

export type RubricView = { id: string, name: string, criteria: CriterionView[], signals: SignalView[] };

export type Scorecard = { status: Status, reason: string | null, criteria: CriterionScore[], overall: number | null, verdict: Verdict | null, next: string[] };

export type SearchHit = { take_id: string, sentence: number, start_ms: number | null, snippet: SnippetPart[], question: string | null, recorded_at: string };

export type Sentence = { text: string, start_ms: number | null, end_ms: number | null, first_word: number | null, last_word: number | null };

export type SentenceRole = { sentence: number, role: Role, confidence: number };

export type Settings = { microphone: string | null, speech_model: string | null, theme: Theme, captions: boolean, think_s: number, export_folder: string | null, welcomed: boolean };

export type Signal = { id: string, polarity: Polarity, sentence: number, confidence: number, because: string };

export type SignalView = { id: string, name: string, polarity: Polarity };

export type SnippetPart = { text: string, hit: boolean };

export type Span = { start_ms: number, end_ms: number };

export type Stage = "transcribing" | "scoring" | "keeping";

export type Status = "scored" | "not_scored";

export type Structure = { roles: SentenceRole[], share: { [key in Role]?: number } | null };

export type TakeFacts = { id: string | null, file: string, duration_ms: number, sample_rate: number, channels: number, lost_ms: number };

export type TakeFilter = { text: string | null, question_id: string | null, round: Round | null, verdict: Verdict | null, limit: number, offset: number };

export type TakeRequest = { question_id: string | null, question_text: string | null, round: Round | null, device: string | null, rubric: string | null };

export type TakeStarted = { take_id: string };

export type TakeStatus = "recorded" | "scored" | "not_scored" | "failed";

export type TakeSummary = { id: string, recorded_at: string, duration_ms: number, status: TakeStatus, origin: Origin, question_id: string | null, question: string | null, round: Round | null, overall: number | null, verdict: Verdict | null, criteria: CriterionPoints[] };

export type TakeView = { summary: TakeSummary, debrief: Debrief | null, failure: string | null };

export type Theme = "system" | "light" | "dark";

export type Timing = { stop_to_scorecard_ms: number | null, transcribe_ms: number | null, score_ms: number | null };

export type Transcript = { language: string | null, text: string, words: Word[] | null, sentences: Sentence[] };

export type Verdict = "strong_no_hire" | "no_hire" | "borderline" | "hire" | "strong_hire";

export type Versions = { debrief: string, speech_model: string | null, speech_model_sha256: string | null, sentence_model: string | null, rubric: string, scorer: number };

export type Word = { text: string, start_ms: number, end_ms: number, probability: number, corrected: boolean };

/* Tauri Specta runtime */
function makeEvent<T>(name: string) {
	return {
		listen: (cb: __TAURI_EVENT.EventCallback<T>) => __TAURI_EVENT.listen(name, cb),
		once: (cb: __TAURI_EVENT.EventCallback<T>) => __TAURI_EVENT.once(name, cb),
		emit: (payload: T) => __TAURI_EVENT.emit(name, payload),
	};
}
