/** Words of what the library takes on the disk. */
import { bytes, plural } from '../format';
import type { Storage, ThinnedTake, Thinning } from '../ipc';

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
  thin: 'Keep the best takes only',
  thinHelp:
    'Of each question the sound of starred takes, of the best-scored one, of your best telling and of recent ones stays. The sound of the others goes to the bin; words and scores stay. Only when you ask.',
  thinDays: (days: number) => `Leave the last ${days} days alone`,
  thinLook: 'See what would go…',
  thinNone:
    'No sound would go: every take is the best of its question, starred, recent, or without a question.',
  thinTitle: (n: number) => `Move the sound of ${plural(n, 'take')} to the bin?`,
  thinBody: (of: Thinning) =>
    `${bytes(of.kb * 1000)} will be free once the bin is emptied, which happens by itself after 30 days. Until then each can be brought back. The sound of ${plural(of.stay, 'take')} stays; no words and no scores go.`,
  thinTake: (take: ThinnedTake) =>
    [take.overall === null ? 'not scored' : `${take.overall} of 5`, bytes(take.kb * 1000)].join(' · '),
  thinConfirm: 'Move to the bin',
  thinKeep: 'Keep everything',
  thinned: (n: number) => `The sound of ${plural(n, 'take')} is in the bin.`,
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

export const soundText = {
  binned: 'The sound of this take is in the bin. Words and scores are here.',
  gone: 'The sound of this take was removed. Words and scores are here.',
  notKept: 'The sound of this take is not kept any more.',
  bringBack: 'Bring it back',
  isBack: 'The sound is back.',
};
