/** What is said when something fails: by code. A code nobody wrote words for gets honest general ones. */
import type { CommandError, Fault } from '../ipc';

const BY_CODE: Record<string, (subject: string) => string> = {
  not_found: (it) => `There is no ${it || 'such thing'} any more.`,
  no_device: () => 'No microphone was found. Plug one in, then try again.',
  device_not_found: (it) => `The microphone ${it} is not connected. Choose another in Settings.`,
  device_busy: (it) =>
    `${it || 'The microphone'} is used by another program. Close that program, then try again.`,
  device_failed: (it) => `${it || 'The microphone'} could not be opened.`,
  device_lost: (it) => `${it || 'The microphone'} was disconnected.`,
  already_recording: () => 'A take is being recorded already.',
  not_recording: () => 'Nothing is being recorded.',
  disk_full: () => 'The disk is full. Free some space, then try again.',
  not_writable: (it) => `Nothing can be written to ${it || 'that folder'}. Choose another folder.`,
  write_failed: (it) => `${it || 'The file'} could not be written.`,
  bad_audio: (it) => `${it || 'The file'} is not sound that can be read. WAV and FLAC work.`,
  model_missing: (it) => `The model ${it} is missing. Install Debrief again, or choose another in Settings.`,
  model_damaged: (it) =>
    `The model file ${it} is damaged. Install Debrief again, or choose another in Settings.`,
  too_new: () => 'The library was made by a newer Debrief. Update Debrief to open it.',
  internal: () => 'Something went wrong inside Debrief. Nothing you recorded was lost.',
};

export function errorText(error: CommandError): string {
  const words = BY_CODE[error.code] ?? BY_CODE['internal'];
  return words ? words(error.subject ?? '') : error.message;
}

export const faultText: Record<Fault['code'], { title: string; advice: string }> = {
  device_lost: {
    title: 'The microphone was disconnected.',
    advice: 'Plug it in again, or choose another one.',
  },
  no_data: {
    title: 'The microphone sends nothing.',
    advice: 'Unplug it and plug it in again, or choose another one.',
  },
  silent: { title: 'Nothing is heard.', advice: 'The microphone is open but silent. Is it the right one?' },
  clipping: {
    title: 'Too loud.',
    advice: 'The sound is cut off at the top. Move back a little or turn the level down.',
  },
  muted: {
    title: 'The microphone is muted.',
    advice: 'Unmute it in the system’s sound settings or on the device.',
  },
  disk_full: { title: 'The disk is full.', advice: 'Free some space before the next take.' },
  write_failed: {
    title: 'The recording could not be written.',
    advice: 'Check the disk and the data folder.',
  },
  overrun: {
    title: 'The computer was too busy for a moment.',
    advice: 'A little sound was lost; the take goes on.',
  },
  transcriber_failed: {
    title: 'Captions stopped.',
    advice: 'The recording goes on. The words are made from it when you stop.',
  },
};

export const faultWords = {
  kept: 'What you said until then is safe.',
  openKept: 'Open it',
  close: 'Close',
  more: 'Details',
};
