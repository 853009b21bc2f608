/** Words for teaching and correcting Debrief. */
import { dayInside, plural, timeOfDay } from '../format';
import type { AmendedWord, Mark, ScorecardVersion, Verdict } from '../ipc';
import { verdictName } from './common';

export const teachingText = {
  menu: (n: number) => `Sentence ${n}: correct it, or say what it counts as`,
  correct: 'Correct a word',
  counts: 'This counts as …',
  countsNot: 'This does not count as …',
  yours: 'you said so',
  notYours: 'you said it does not',
  marked: (signal: string, mark: Mark | null) =>
    mark === null
      ? `Taken back. ${signal} is judged by Debrief again.`
      : mark === 'counts'
        ? `This counts as ${signal}. Scored again.`
        : `This does not count as ${signal}. Scored again.`,
  undo: 'Undo',
  working: {
    transcribing: 'Listening …',
    learning: 'Learning from your examples …',
    scoring: 'Scoring again …',
    keeping: 'Keeping it …',
  },
  correcting: (n: number) => `Correct the words of sentence ${n}`,
  correctWord: (word: string) => `What you said instead of “${word}”`,
  keepWord: 'Keep',
  doneCorrecting: 'Done',
  putBack: (heard: string) => `Put back “${heard}”`,
  corrected: (from: string, to: string) => `“${from}” is now “${to}”. Scored again.`,
  backAgain: (heard: string) => `“${heard}” stands there again.`,
  correctedMark: 'corrected',
  correctedTitle: (word: AmendedWord | null) =>
    word === null
      ? 'Corrected'
      : `Heard as “${word.heard.map((heard) => heard.text).join(' ')}”, ${word.mended ? 'mended by your own words' : 'corrected by you'}`,
  probableFiller: (at: string) => `Probable filler at ${at}`,
  confirmedFiller: (at: string) => `Filler at ${at}, confirmed by you`,
  playFiller: 'Hear it',
  fillerYes: 'It was one',
  fillerNo: 'It was none',
  fillerForget: 'Not sure any more',
  fillerJudged: (wasOne: boolean | null) =>
    wasOne === null ? 'It is probable again.' : wasOne ? 'Counted as a filler.' : 'Not counted any more.',
  words: 'Your own words',
  wordsHelp:
    'Names Debrief cannot know: your company, its products, people. When it hears something close, it writes your word, marks it, and you can put back what was heard.',
  wordsExample: 'Acme Pay, Ana Ruiz',
  addWords: 'Add',
  wordsSaved: 'Your words are saved. They count from the next take on.',
  removeWord: (term: string) => `Remove ${term}`,
  wordRemoved: (term: string) => `${term} removed.`,
  outdated: 'What this was scored by has changed since: the rubric, the scorer, or your examples.',
  again: 'Score again',
  scoredAgain: 'Scored again. The card before is kept.',
  earlier: (n: number) => plural(n, 'earlier card'),
  card: (card: ScorecardVersion, now: Date) =>
    card.scored_at === null
      ? `Card ${card.version}`
      : `Card ${card.version} of ${dayInside(card.scored_at, now)}, ${timeOfDay(card.scored_at)}`,
  scoredAt: (at: string, now: Date) => `Scored ${dayInside(at, now)}, ${timeOfDay(at)}`,
  cardVerdict: (overall: number | null, verdict: Verdict | null) =>
    overall === null || verdict === null ? 'Not scored' : `${verdictName[verdict]}, ${overall} of 5`,
  madeBy: (card: ScorecardVersion) => `${rubricLabel(card.made_by.rubric)} · scorer ${card.made_by.scorer}`,
  points: (n: number | null) => (n === null ? 'no occasion' : `${n} of 5`),
  own: 'Your examples',
  ownHelp:
    'Sentences of yours that you said count as a signal, or do not. They teach the rubric on this computer and stay until you remove them, also when their take is deleted.',
  ownNone: 'None yet. In a debrief, the dots after a sentence say what it counts as.',
  ownCounts: (signal: string) => `counts as ${signal}`,
  ownCountsNot: (signal: string) => `does not count as ${signal}`,
  remove: 'Remove',
  removeNamed: (sentence: string) => `Remove the example “${sentence}”`,
  removed: 'Example removed.',
  export: 'Save as a file …',
  exportNamed: (rubric: string) => `Save the examples for ${rubric} as a file`,
  import: 'Bring in a file …',
  imported: (n: number) => (n === 0 ? 'Nothing in it was new.' : `${plural(n, 'example')} brought in.`),
  saved: (path: string) => `Saved to ${path}`,
  all: (n: number) =>
    n === 1
      ? 'One take was scored by something that has changed since.'
      : `${n} takes were scored by something that has changed since.`,
  allAgain: 'Score all takes again',
  allCurrent: 'Every take is scored by what is known today.',
  allProgress: (done: number, of: number) => `${done} of ${of} takes scored again`,
  cancel: 'Cancel',
  allDone: (n: number) => `${plural(n, 'take')} scored again. The cards before are kept.`,
  allStopped: (n: number) => `Stopped. ${plural(n, 'take')} scored again, the others as before.`,
};

/** `director-pm@1+09c3f1a2` → `director-pm@1 with your examples`. */
export function rubricLabel(label: string): string {
  const [plain, own] = label.split('+');
  return own === undefined ? label : `${plain} with your examples`;
}
