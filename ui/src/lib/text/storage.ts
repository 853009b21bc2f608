/** Words of what the library takes on the disk. */
import { bytes, plural } from '../format';
import type { Storage } from '../ipc';

export const storageText = {
  used: 'On this disk',
  usedHelp: 'What is in the bin is counted too.',
  parts: (of: Storage): string[] => [
    `${bytes(of.recordings_kb * 1000)} in ${plural(of.files, 'recording')}`,
    ...(of.compressed > 0 ? [`${of.compressed} of them compressed`] : []),
    `${bytes(of.library_kb * 1000)} of transcripts and scorecards`,
    ...(of.models_kb > 0 ? [`${bytes(of.models_kb * 1000)} of models you added`] : []),
    `${bytes(of.other_kb * 1000)} of other files`,
  ],
  keep: 'Keep recordings',
  keepHelp:
    'Compressed recordings (FLAC) take about half the room and sound the same, to the last sample. Each is compared before the larger file goes.',
  asRecorded: 'As they were recorded',
  compressAfter: (days: number) => `Compressed after ${days} days`,
  compressing: 'Compressing… Closing the window ends it between two takes.',
  compressed: (takes: number, kb: number, failed: number) => {
    const done =
      takes === 0
        ? 'No recording is old enough to be compressed yet.'
        : `${plural(takes, 'recording')} compressed; ${bytes(kb * 1000)} less are taken.`;
    return failed === 0 ? done : `${done} ${failed} could not be, and are as they were.`;
  },
  move: 'Move…',
  moveTitle: 'Move your data to another folder?',
  moveBody:
    'Choose a new or an empty folder. Everything is copied there and compared; only then does the new folder count. Debrief then starts again.',
  removeOld: 'Remove the old files afterwards',
  choose: 'Choose a folder…',
  stay: 'Stay here',
  moving: (percent: number) => `Copying and comparing: ${percent} %`,
  moved: 'Everything is moved. Debrief starts again.',
};
