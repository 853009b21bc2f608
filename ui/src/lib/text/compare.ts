/** Words of Compare: what moved, as a sentence. */
import { seconds, tenths } from '../format';
import type { Aspect, Moved } from '../ipc';

/** Two values and the words around them. */
type Said = (before: number, after: number, name: string) => string;

const s = (ms: number): string => `${Math.round(ms / 1000)} s`;
const moreOrLess = (before: number, after: number): string => (after > before ? 'more' : 'less');
const cameOrWent =
  (came: string, went: string): Said =>
  (_, after) =>
    after > 0 ? came : went;

const SAID: Record<Aspect, Said> = {
  overall: (before, after) => `${before} of 5 has become ${after} of 5`,
  criterion: (before, after, name) => `${name}: ${before} has become ${after}`,
  result: cameOrWent('You now say what came of it', 'What came of it is no longer said'),
  result_number: cameOrWent('The result now has a number', 'The result has lost its number'),
  background: (before, after) => `${s(Math.abs(after - before))} ${moreOrLess(before, after)} background`,
  result_time: (before, after) => `${s(Math.abs(after - before))} ${moreOrLess(before, after)} on the result`,
  headline: cameOrWent('The answer now opens with its headline', 'The headline no longer comes first'),
  learning: cameOrWent('It now ends on what you learned', 'What you learned is no longer said'),
  signal: (_, after, name) => (after > 0 ? `${name} is now heard` : `${name} is no longer heard`),
  signal_against: (_, after, name) =>
    after > 0 ? `${name} is now heard, which speaks against it` : `${name} is no longer heard`,
  pace: (before, after) => `${after} words a minute instead of ${before}`,
  fillers: (before, after) => `${tenths(after)} fillers a minute instead of ${tenths(before)}`,
  longest_pause: (before, after) =>
    after === 0
      ? `No long pause any more; there was one of ${seconds(before)}`
      : `The longest pause is ${seconds(after)} instead of ${before === 0 ? 'none' : seconds(before)}`,
  latency: (before, after) => `${seconds(after)} before the first word instead of ${seconds(before)}`,
  length: (before, after) => `${s(Math.abs(after - before))} ${after > before ? 'longer' : 'shorter'}`,
  hedges: (before, after) => `${tenths(after)} hedges a minute instead of ${tenths(before)}`,
};

export const compareText = {
  title: 'Compare',
  between: 'Take against take',
  open: 'Compare',
  openWith: (one: string, other: string) => `Compare the take ${one} with the take ${other}`,
  moved: (moved: Moved, name: string): string =>
    SAID[moved.aspect](moved.before ?? 0, moved.after ?? 0, name),
  directions: { better: 'Better', worse: 'Worse', changed: 'Different' },
  differences: 'What moved',
  showAll: (n: number) => `Show all ${n}`,
  none: 'Nothing moved that a listener would notice.',
  noneAdvice: 'Pick one thing from “Next time” and answer again.',
  same: (names: string) => `Same points: ${names}`,
  before: 'Before',
  after: 'After',
  beforeSide: 'The take before',
  afterSide: 'The take after',
  heardBefore: (at: string) => `Hear it in the take before, ${at}`,
  heardAfter: (at: string) => `Hear it in the take after, ${at}`,
  swap: 'Swap sides',
  back: 'Back to the debrief',
  notScored: 'Not scored',
  reading: 'Being read…',
  waiting: (n: number) =>
    n === 1 ? 'One answer is still being read…' : 'Both answers are still being read…',
  lonely: 'This question has one take. Answer it again to see what moves.',
  failed: 'These takes cannot be compared.',
  since: (name: string) => `Since ${name}`,
  seeAll: 'Side by side',
  takeOn: (number: number, when: string) => `Take ${number} · ${when}`,
};
