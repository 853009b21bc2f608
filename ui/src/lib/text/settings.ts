/** Words of Settings and Welcome. */
import { bytes } from '../format';
import type { MicrophoneCheck, ModelView } from '../ipc';

export const settingsText = {
  title: 'Settings',
  saved: (label: string) => `${label} saved.`,
  undo: 'Undo',
  sound: 'Sound',
  microphone: 'Microphone',
  microphoneHelp: 'Used for every take until you choose another.',
  systemDefault: (name: string | null) => (name ? `System default (${name})` : 'System default'),
  noDevices: 'No microphone was found.',
  refresh: 'Look again',
  test: 'Test it',
  stopTest: 'Stop and listen',
  testing: 'Say a sentence in your interview voice.',
  playBack: 'Hear it',
  checkResult: (check: MicrophoneCheck) =>
    check.heard_voice
      ? check.peak_db_x10 >= -10
        ? 'A voice was heard, but too loud. Move back a little.'
        : check.peak_db_x10 < -350
          ? 'A voice was heard, faintly. Move closer or turn the level up.'
          : 'A voice was heard, at a good level.'
      : 'No voice was heard. Is this the right microphone, and is it unmuted?',
  hearing: 'Hearing',
  model: 'Speech model',
  modelHelp: 'Turns sound into words while you speak, on this computer.',
  modelOption: (model: ModelView) => `${model.description} · ${bytes(model.bytes)}`,
  moreModels: 'More models',
  modelsHelp:
    'A download is the one time Debrief opens a connection, and only when you ask. A file is used only if it is the published one.',
  download: 'Download',
  downloadNamed: (id: string) => `Download ${id}`,
  fetching: (id: string) => `Downloading ${id}`,
  cancelDownload: 'Cancel',
  deleteModel: 'Delete',
  deleteModelNamed: (id: string) => `Delete ${id}`,
  importModel: 'Import a model file…',
  modelHere: (id: string) => `The model ${id} is here.`,
  useModel: 'Use it',
  captions: 'Captions while you speak',
  captionsHelp: 'C hides and shows them during a take.',
  on: 'On',
  off: 'Off',
  rehearsing: 'Rehearsing',
  think: 'Time to think',
  thinkHelp: 'Offered before each answer.',
  thinkOption: (s: number) => (s === 0 ? 'None' : s < 120 ? `${s} seconds` : `${s / 60} minutes`),
  scoring: 'Scoring',
  scoredBefore: 'Takes scored before',
  scoredBeforeHelp:
    'When a rubric, the scorer or your examples change, takes can be scored again. Their cards from before are kept.',
  appearance: 'Appearance',
  theme: 'Theme',
  themeHelp: 'High contrast is light or dark as the system is.',
  files: 'Files',
  exportFolder: 'Exports go to',
  exportHelp: 'A folder of yours. When empty, your documents folder.',
  exportAsk: 'Documents',
  dataFolder: 'Your data',
  dataHelp: 'Recordings and debriefs live here and nowhere else. Nothing is sent anywhere.',
  recover: 'Look for unfinished recordings',
  recovered: (n: number) =>
    n === 0 ? 'No unfinished recording was found.' : `${n} recovered. They are in the Library.`,
  about: 'About',
  parts: 'Every part of this window',
  version: (version: string) => `Debrief ${version}`,
  privacy: 'Everything happens on this computer.',
};

export const startText = {
  unfinished: (n: number) =>
    n === 1
      ? 'A recording was cut off and can be recovered.'
      : `${n} recordings were cut off and can be recovered.`,
  recover: 'Recover',
  setAside: 'The library file was damaged. A new one was started; the old one and every recording are kept.',
  leftOut: (n: number) =>
    n === 1 ? 'One file of yours was left out.' : `${n} files of yours were left out.`,
};

export const welcomeText = {
  title: 'Rehearse out loud. Read what an interviewer would write down.',
  lead: 'Debrief listens to your answer and gives you back your own words: how they were built, how they sounded, and the moments that would decide the vote. Nothing leaves this computer.',
  micTitle: 'Check your microphone',
  micText: 'Speak for a few seconds. You should see the line move.',
  micStart: 'Check the microphone',
  sampleTitle: 'No microphone at hand?',
  sampleText: 'Hear a sample answer and read its debrief. It takes less than a minute.',
  sampleStart: 'Debrief a sample answer',
  sampleWorking: 'Preparing the sample…',
  sampleMissing: 'The sample is not part of this installation.',
  start: 'Start practising',
};
