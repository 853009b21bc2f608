/**
 * The one door to the shell. Everything the window asks for or hears about passes here; nothing else imports the
 * bindings' commands. Sound crosses as raw bytes, which the generated bindings do not describe, so it is asked for here.
 */
import { invoke } from '@tauri-apps/api/core';
import { commands, events, type CommandError } from './bindings';

export type * from './bindings';

export const ipc = {
  ...commands,
  /** A piece of the recording of a take: a 16-bit mono WAV. */
  audio: (takeId: string, fromMs: number, lengthMs: number) =>
    invoke<ArrayBuffer>('audio', { takeId, fromMs, lengthMs }),
  /** A piece of what the microphone check just heard, likewise. */
  microphoneCheckSound: (fromMs: number, lengthMs: number) =>
    invoke<ArrayBuffer>('microphone_check_sound', { fromMs, lengthMs }),
};

type Events = typeof events;
type PayloadOf<K extends keyof Events> = Parameters<Parameters<Events[K]['listen']>[0]>[0]['payload'];

/** Hears an event of the shell; the returned function stops listening. */
export function on<K extends keyof Events>(name: K, hear: (payload: PayloadOf<K>) => void): () => void {
  const listen = events[name].listen as (
    hear: (event: { payload: PayloadOf<K> }) => void,
  ) => Promise<() => void>;
  const listening = listen((event) => hear(event.payload));
  return () => void listening.then((stop) => stop());
}

/** What a command rejected with; anything else that was thrown becomes an `internal` error. */
export function asCommandError(thrown: unknown): CommandError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    return thrown as CommandError;
  }
  return { code: 'internal', message: String(thrown), subject: null };
}
