/** Words of trying speech models and of hearing takes again. */
import { plural, tenths } from '../format';
import type { HearingChange, LiveFit, ModelTrial, WordChange } from '../ipc';

const FIT: Record<LiveFit, string> = {
  keeps_up: 'Keeps up while you speak.',
  late: 'Comes late while you speak: better afterwards.',
  too_slow: 'Too slow while you speak: only for afterwards.',
};

export const hearingText = {
  tryHere: 'Try it here',
  tryHereNamed: (id: string) => `Try ${id} on this computer`,
  trying: (id: string) => `${id} hears a sample`,
  cancel: 'Cancel',
  fit: (trial: ModelTrial) => FIT[trial.live],
  facts: (trial: ModelTrial): string[] => {
    const { words, substituted, deleted, inserted } = trial.errors;
    return [
      `${tenths(trial.minute_ms / 100)} s for a minute of speech`,
      `${tenths(trial.speed_x10)} times faster than speech`,
      `${substituted + deleted + inserted} of ${words} words wrong`,
      ...(trial.memory_kb === null ? [] : [`${Math.round(trial.memory_kb / 1024)} MB of memory`]),
    ];
  },
  tryHelp:
    'Trying lets a model hear 50 seconds of the sample answer on this computer, and counts what it got wrong.',

  afterwards: 'Hear takes again afterwards',
  afterwardsHelp:
    'With a better model, when nothing else goes on. What was heard before can be put back; a correction of yours is never lost without a question.',
  afterwardsOff: 'Off',
  hearingAgain: (model: string) => `Being heard again with ${model}`,
  waits: 'Goes on when nothing else does.',
  wouldLose: (n: number) =>
    `A take was heard again and left as it is: ${plural(n, 'correction')} of yours would have been lost.`,

  again: 'Hear again',
  againWith: 'Hear again with',
  noOther: 'No other model is here.',
  moreModels: 'Models in Settings',
  done: (n: number) =>
    n === 0
      ? 'Heard again: every word is as before.'
      : `Heard again: ${plural(n, 'place')} ${n === 1 ? 'is' : 'are'} heard otherwise.`,
  with: (change: HearingChange) => `Heard again with ${change.model ?? 'another model'}`,
  places: (n: number) => (n === 0 ? 'Every word as before' : `${plural(n, 'place')} heard otherwise`),
  see: 'See what changed',
  changeTitle: 'What hearing it again changed',
  models: (change: HearingChange) =>
    `${change.model_before ?? 'Another model'} before, ${change.model ?? 'another model'} now.`,
  words: 'Words',
  noWords: 'Every word is heard as before.',
  kind: { added: 'added', removed: 'removed', replaced: 'replaced' } satisfies Record<WordChange, string>,
  hear: (at: string) => `Hear it, ${at}`,
  before: 'before',
  now: 'now',
  moved: 'On the card',
  nothingMoved: 'Nothing on the card moved that a listener would notice.',
  putBack: 'Put back what was heard before',
  isBack: 'What was heard before stands there again.',
  close: 'Close',

  loseTitle: (n: number) =>
    n === 1 ? 'A correction of yours would be lost' : `${n} corrections of yours would be lost`,
  loseBody:
    'At these places the new hearing has other words than the ones you corrected. Nothing is kept yet.',
  lose: (heard: string, corrected: string) => `“${heard}”, which you corrected to “${corrected}”.`,
  loseNow: (now: string) => (now === '' ? 'Now nothing is heard there.' : `Now heard as “${now}”.`),
  loseKeep: 'Leave it as it is',
  loseConfirm: 'Take the new words',
};
