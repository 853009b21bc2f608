/** Words of the bin and of backups. */
import { plural } from '../format';

const takes = (count: number): string => plural(count, 'take');

/** Takes, and others of which only the sound is meant. */
const holds = (whole: number, sounds: number): string =>
  [...(whole > 0 ? [takes(whole)] : []), ...(sounds > 0 ? [`the sound of ${takes(sounds)}`] : [])].join(
    ' and ',
  );
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const keepingText = {
  bin: 'Bin',
  binHelp: 'Deleted takes stay for 30 days. Emptying removes sound, words and scores for good.',
  binEmpty: 'The bin is empty.',
  binHolds: (whole: number, sounds: number) => `${capital(holds(whole, sounds))} in the bin.`,
  noQuestion: 'No question',
  deleted: (day: string) => `deleted ${day}`,
  soundDeleted: (day: string) => `only its sound, since ${day}`,
  bringBack: 'Bring back',
  bringBackNamed: (question: string) => `Bring back: ${question}`,
  broughtBack: 'It is in your library again.',
  empty: 'Empty the bin…',
  emptyTitle: 'Empty the bin?',
  emptyBody: (whole: number, sounds: number) =>
    [
      ...(whole > 0
        ? [`${takes(whole)} will be gone for good: recordings, transcripts, scores and notes.`]
        : []),
      ...(sounds > 0 ? [`The sound of ${takes(sounds)} will be gone for good; words and scores stay.`] : []),
      'This cannot be undone.',
    ].join(' '),
  emptyConfirm: 'Empty it',
  emptyKeep: 'Keep them',
  emptied: (whole: number, sounds: number) => `${capital(holds(whole, sounds))} removed for good.`,
  backup: 'Backup',
  backupHelp:
    'One file with everything but the speech models, checked after writing. A backup that is put back never overwrites: what is here now is moved aside.',
  backUp: 'Back up…',
  restore: 'Put a backup back…',
  working: 'Working on the backup',
  cancel: 'Cancel',
  backedUp: (recordings: number, path: string) => `${takes(recordings)} backed up and checked: ${path}`,
  waiting: (recordings: number, path: string) =>
    `${path} is whole and holds ${takes(recordings)}. It is put in place when Debrief is opened again; what is here now is kept aside in the data folder.`,
  quit: 'Close Debrief now',
};
