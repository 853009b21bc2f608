/** Words of recordings dropped on the window. */
import { plural } from '../format';

export const dropText = {
  here: 'Drop recordings to add them to your library',
  notNow: 'Not while an answer is being recorded',
  running: (done: number, of: number) =>
    of === 1 ? 'Adding the recording…' : `Adding recordings: ${done} of ${of}`,
  added: (n: number) => `${plural(n, 'recording')} added. Their debriefs follow.`,
  failed: (name: string, why: string) => `${name} was not added. ${why}`,
};
