/** What is said when something fails: by code. A code nobody wrote words for gets honest general ones. */
import type { CommandError, Fault } from '../ipc';

const BY_CODE: Record<string, (subject: string) => string> = {
  data_folder: (it) => `The data folder ${it} cannot be opened.`,
  unreadable: (it) => `${it || 'The file'} cannot be read.`,
  unwritable: (it) => `${it || 'The file'} cannot be written. Choose another folder.`,
  exists: (it) => `${it || 'The file'} is there already.`,
  no_such_take: () => 'This take is not in your library any more.',
  no_such_rubric: (it) => `The rubric ${it} is missing. Another one can still score the take.`,
  no_such_signal: () => 'The rubric does not listen for this any more.',
  no_such_sentence: () => 'The words of this take have changed. Open it again.',
  no_such_question: () => 'This question is not in the bank any more.',
  not_analysed: () => 'This take has no debrief yet.',
  no_such_loop: () => 'This mock loop is not in your library.',
  bad_label: () => 'Too long: a title has at most 120 characters, a tag 40, and a take 20 tags.',
  bad_date: (it) => `${it} is not a date.`,
  no_sample: () => 'The sample answer is missing. Install Debrief again to hear it.',
  analysis_stopped: () => 'The analysis was stopped. The recording is safe.',
  analysis_ends_program: () =>
    'Analysing this take has ended Debrief twice, so it waits until you ask for it. The recording is safe; another speech model may do better.',
  interrupted: () => 'It was interrupted. What was recorded is safe.',
  no_microphone: () => 'No microphone was found. Plug one in, then try again.',
  unknown_microphone: () => 'The chosen microphone is not connected. Plug it in, or choose another one.',
  recording: () => 'The microphone could not be opened. Is another program using it?',
  disk_full: () => 'The disk is full. Free some space, then try again.',
  model: () =>
    'A model file is missing or damaged. Install Debrief again, or choose another model in Settings.',
  download: () =>
    'The model could not be downloaded. What came is kept: try again to go on, or import the file from elsewhere.',
  already_backing_up: () => 'A backup is being written or read already.',
  already_scoring: () => 'Takes are being scored again already.',
  already_trying: () => 'Another model is being tried.',
  already_hearing: () => 'Another take is being heard again.',
  sound_gone: () => 'The sound of this take is not kept any more. Its words and scores are.',
  heard_once: () => 'This take was heard once: there is nothing to put back.',
  would_lose: () => 'Corrections of yours would be lost. The take was left as it is.',
  already_downloading: () => 'Another model is being downloaded.',
  processor: () => 'This computer’s processor is too old for the speech model.',
  transcriber: () => 'The words could not be made out. The recording is safe; try again.',
  bad_sound: () => 'This is not sound that can be read. WAV and FLAC work.',
  library_newer: () => 'The library was made by a newer Debrief. Update Debrief to open it.',
  library: () => 'The library could not be read or written. The recordings are untouched.',
  backup: () => 'The backup could not be made or read. Your library is untouched.',
  library_in_use: () => 'Another Debrief has the library open. Close it, then try again.',
  library_not_empty: () => 'There are takes in the library already. They were left alone.',
  export_options: () => 'This cannot be exported so: the choices do not go together.',
  no_names: () =>
    'No names are known that could be left out. Write them into Settings, words of your own, then export again.',
  nothing_to_export: () => 'No take passes the filters. Nothing was written.',
  moved_away: (it) => `Your data was moved to ${it}, which is not there. Plug in its disk, then try again.`,
  bad_folder: (it) => `Your data cannot be moved to ${it}. Choose a new or an empty folder elsewhere.`,
  bad_copy: (it) => `The disk does not hold what was written to ${it}. Nothing was moved.`,
  already_storing: () => 'Recordings are being compressed already. Try again when it is done.',
  busy: () => 'An answer is being recorded or analysed. Try again when it is done.',
  compression: (it) => `${it || 'The recording'} could not be made smaller. It was left as it is.`,
  report: () => 'The export could not be made.',
  bad_rubric: () => 'The rubric has a mistake in it.',
  bad_question: () => 'The question file has a mistake in it.',
  bad_correction: () => 'This word cannot be corrected to that.',
  bad_transcript: () => 'The transcript has a mistake in it.',
  already_recording: () => 'An answer is being recorded already.',
  not_recording: () => 'Nothing is being recorded.',
  no_check: () => 'The microphone check has ended already.',
  internal: () => 'Something went wrong inside Debrief. Nothing you recorded was lost.',
};

export function errorText(error: CommandError): string {
  const words = BY_CODE[error.code] ?? BY_CODE['internal'];
  return words ? words(error.subject ?? '') : error.message;
}

export const faultText: Record<Fault['code'], { title: string; advice: string }> = {
  device_lost: {
    title: 'The microphone was disconnected.',
    advice: 'Everything until now is on disk. Plug it in again, or stop here.',
  },
  device_moved: {
    title: 'The system records from another microphone now.',
    advice:
      'The take goes on with its sound. If that is not what you want, stop, choose yours in the system’s sound settings, and start again.',
  },
  no_data: {
    title: 'The microphone sends nothing.',
    advice:
      'The recording waits, and goes on when sound does. Check the cable and the system’s sound settings.',
  },
  silent: { title: 'The microphone is silent.', advice: 'It is open but sends nothing. Is it muted?' },
  quiet: { title: 'No voice is heard.', advice: 'Is this the right microphone, and is it close enough?' },
  clipping: {
    title: 'Too loud.',
    advice: 'The sound is cut off at its peaks. Move back a little, or turn the level down.',
  },
  disk_full: { title: 'The disk is full.', advice: 'Free some space before the next take.' },
  write_failed: {
    title: 'The recording could not be written any further.',
    advice: 'Check the disk and the data folder.',
  },
  folder_gone: {
    title: 'The data folder was removed or moved.',
    advice:
      'It is made again with all of this take, and the recording goes on. Takes from before are where the folder went.',
  },
  too_long: { title: 'The recording is as long as a file can be.', advice: 'It has ended here.' },
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
