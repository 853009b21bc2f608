/** Words of the bin and of backups. */
import { plural } from '../format';

const takes = (count: number): string => plural(count, 'take');

export const keepingText = {
  bin: 'Bin',
  binHelp: 'Deleted takes stay for 30 days. Emptying removes sound, words and scores for good.',
  binEmpty: 'The bin is empty.',
  binHolds: (count: number) => `${takes(count)} in the bin.`,
  noQuestion: 'No question',
  deleted: (day: string) => `deleted ${day}`,
  bringBack: 'Bring back',
  bringBackNamed: (question: string) => `Bring back: ${question}`,
  broughtBack: 'It is in your library again.',
  empty: 'Empty the bin…',
  emptyTitle: 'Empty the bin?',
  emptyBody: (count: number) =>
    `${takes(count)} will be gone for good: recordings, transcripts, scores and notes. This cannot be undone.`,
  emptyConfirm: 'Empty it',
  emptyKeep: 'Keep them',
  emptied: (count: number) => `${takes(count)} removed for good.`,
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
