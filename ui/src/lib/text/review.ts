/** Words of Review. */
import { clock, plural } from '../format';
import type { Stage, Delivery } from '../ipc';
import { rubricLabel } from './teaching';

export const reviewText = {
  title: 'Debrief',
  ownQuestion: 'An answer without a question',
  take: (n: number) => `Take ${n}`,
  sample: 'Sample answer',
  file: 'From a file',
  summary: (durationMs: number, delivery: Delivery | null) => {
    const parts = [clock(durationMs)];
    if (delivery && delivery.words_per_minute !== null)
      parts.push(`${delivery.words_per_minute} words a minute`);
    if (delivery) {
      const long = delivery.pauses.filter((pause) => pause.kind !== 'listed').length;
      parts.push(long === 0 ? 'no long pause' : plural(long, 'long pause'));
      const heard = delivery.fillers.filter((filler) => filler.certainty === 'heard').length;
      const probable = delivery.fillers.length - heard;
      const sure = heard === 0 ? 'no filler heard' : `${plural(heard, 'filler')} heard`;
      parts.push(`${sure}${probable > 0 ? `, ${probable} probable` : ''}`);
    }
    return parts;
  },
  play: 'Play',
  pause: 'Pause',
  seek: 'Position in the recording',
  seekValue: (at: string, of: string) => `${at} of ${of}`,
  speed: 'Speed',
  skipSilence: 'Skip pauses',
  transcript: 'What you said',
  wordsComing: 'Your words will stand here.',
  legend: 'Parts of the answer',
  band: 'How the answer was built, over time',
  playFrom: (role: string, at: string) => `${role}, play from ${at}`,
  probable: 'Probable filler',
  longPause: (s: string) => `pause ${s}`,
  scorecard: 'Scorecard',
  overall: (n: number) => `${n} of 5`,
  because: 'because',
  moments: (n: number) => plural(n, 'moment'),
  points: (n: number) => `${n} of 5 points`,
  noOccasion: 'No occasion in this question',
  notHeard: 'Not heard:',
  moreQuotes: (n: number) => `${n} more`,
  playMoment: (at: string) => `Play this moment, ${at}`,
  next: 'Next time',
  again: 'Answer again',
  delete: 'Delete',
  deleted: 'Take deleted.',
  undo: 'Undo',
  notScoredTitle: 'Not scored',
  notScoredText: 'A score is real, or there is none.',
  notScoredFallback: 'There was not enough to judge.',
  failedTitle: 'The analysis failed',
  failedText: 'Your recording is safe and can be played.',
  retry: 'Try again',
  workingTitle: 'Making your debrief',
  stage: {
    transcribing: 'Writing down your words',
    learning: 'Learning from your examples',
    scoring: 'Reading it like an interviewer',
    keeping: 'Keeping it in your library',
  } satisfies Record<Stage, string>,
  done: 'Debrief ready.',
  missing: 'This take is not in your library any more.',
  backToLibrary: 'Back to the library',
  lost: (s: string) => `${s} of sound was lost while recording.`,
  keyPlay: 'Play, or pause',
  keyBack: '5 seconds back',
  keyForward: '5 seconds on',
  keySlower: 'Slower',
  keyFaster: 'Faster',
  keyNextMoment: 'Next moment',
  keyPreviousMoment: 'Previous moment',
  keyAgain: 'Answer again',
  keyRepeat: 'Repeat this sentence, or stop',
  repeat: 'Repeat sentence',
  fold: (role: string) => `Fold away ${role}`,
  unfold: (role: string) => `Show ${role}`,
  madeBy: (rubric: string, model: string | null) =>
    [rubricLabel(rubric), model].filter((part) => part !== null).join(' · '),
};
