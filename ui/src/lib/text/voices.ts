/** Words for a second voice in a take. */
import { plural } from '../format';

export const voicesText = {
  heard: (turns: number) =>
    `Another voice speaks here${turns > 1 ? `, ${plural(turns, 'time')}` : ''}. What it says is shown, not scored or measured.`,
  list: 'Where another voice speaks',
  play: (from: string, to: string) => `Play the other voice, ${from} to ${to}`,
  times: (from: string, to: string) => `${from}–${to}`,
  mine: 'That was me',
  mineAt: (from: string) => `That was me, at ${from}`,
  notMine: 'Someone else said this',
  another: 'Another voice',
  playFrom: (at: string) => `Another voice, play from ${at}`,
  nowAnother: 'Not counted as yours any more. Scored again.',
  nowYours: 'Counted as yours. Scored again.',
};
