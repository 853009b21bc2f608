/** Words of Progress. */
import { plural, seconds, tenths } from '../format';
import type { Course, Measure, RehearsalKind, WeekTheme } from '../ipc';

/** `12_300` seconds → `3 h 25 min`. */
function hours(s: number): string {
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const progressText = {
  title: 'Progress',
  practised: (takes: number, s: number, days: number) =>
    `${plural(takes, 'answer')} on ${plural(days, 'day')}, ${hours(s)} in all`,
  thisWeek: (takes: number, s: number) =>
    takes === 0
      ? 'None in the last seven days'
      : `${plural(takes, 'answer')} in the last seven days, ${hours(s)}`,
  emptyTitle: 'Nothing to chart yet',
  emptyText:
    'After two answers you see here where your points and your delivery go, which stories you have, and what to rehearse next.',
  emptyStart: 'Answer a question',
  trends: 'What interviewers listen for',
  trendsNote: 'Mean of your latest answers, beside those before them. Less than half a point is no change.',
  delivery: 'Delivery',
  course: {
    better: (by: string) => `better by ${by}`,
    worse: (by: string) => `worse by ${by}`,
    steady: () => 'steady',
    unknown: () => 'too few answers to tell',
  } satisfies Record<Course, (by: string) => string>,
  chart: (name: string, now: string, course: string) => `${name}: now ${now}, ${course}`,
  own: (gapX10: number) =>
    Math.abs(gapX10) < 5
      ? 'You rate yourself as the card does'
      : `You rate yourself ${tenths(Math.abs(gapX10))} ${gapX10 > 0 ? 'above' : 'below'} the card`,
  of5: (x10: number) => tenths(x10),
  measure: {
    pace: 'Pace',
    fillers: 'Fillers',
    longest_pause: 'Longest pause',
    latency: 'Before the first word',
    length: 'Length',
    hedges: 'Hedges',
  } satisfies Record<Measure, string>,
  value: {
    pace: (v: number) => `${Math.round(v)} words a minute`,
    fillers: (v: number) => `${tenths(v)} a minute`,
    longest_pause: (v: number) => seconds(v),
    latency: (v: number) => seconds(v),
    length: (v: number) => `${Math.round(v / 1000)} s`,
    hedges: (v: number) => `${tenths(v)} a minute`,
  } satisfies Record<Measure, (v: number) => string>,
  comfortable: (from: string, to: string) => `comfortable: ${from} to ${to}`,
  upTo: (to: string) => `comfortable: up to ${to}`,
  calendar: 'Days of practice',
  dayCell: (when: string, takes: number, s: number) =>
    takes === 0 ? `${when}: no answer` : `${when}: ${plural(takes, 'answer')}, ${hours(s)}`,
  calendarSpoken: (days: number, weeks: number) =>
    `Practised on ${plural(days, 'day')} of the last ${weeks} weeks`,

  stories: 'Your stories',
  storiesNote: 'Each row is a story you told, each column a signal. A gap is a chance: press it to practise.',
  storiesEmpty: 'Stories appear here from your scored answers.',
  story: 'Story',
  told: (n: number) => plural(n, 'question'),
  tooOften: 'told often',
  tooOftenWhy:
    'Three questions or more share this story. Interviewers of one loop compare notes: have another ready.',
  carries: (signal: string, n: number) => `${signal}: ${plural(n, 'sentence')}`,
  gap: (signal: string) => `Practise ${signal}`,
  noStory: 'No story yet',
  missingRounds: (names: string) => `No answer yet in: ${names}`,
  openStory: 'Open the best telling',
  kept: 'kept as the best',

  plan: 'Your plan',
  planNext: 'Next',
  planAsk: 'When is your interview?',
  planWhy: 'A date gives you a plan, week by week, from what is weakest. You can change or drop it any time.',
  date: 'Day of the interview',
  experienced: 'I have prepared for such interviews before',
  makePlan: 'Make a plan',
  changePlan: 'Change',
  savePlan: 'Save',
  dropPlan: 'Drop the plan',
  dropped: 'Plan dropped.',
  undo: 'Undo',
  cancel: 'Cancel',
  daysLeft: (n: number) => (n === 0 ? 'Today is the day.' : n === 1 ? 'Tomorrow' : `${n} days left`),
  over: 'The interview is over. How did it go?',
  overAdvice: 'Give a new date when there is another round.',
  weekOf: (at: number, of: number, theme: string) => `Week ${at} of ${of}: ${theme}`,
  starts: (when: string) => `The plan starts on ${when}. Until then, answer what you like.`,
  theme: {
    stories: 'find your stories',
    weakest: 'what is weakest',
    loops: 'whole loops',
    ease: 'ease off',
  } satisfies Record<WeekTheme, string>,
  kind: {
    question: (signal: string | null) => (signal ? `A question on ${signal}` : 'A question'),
    story: (signal: string | null) => `A new story that shows ${signal ?? 'something new'}`,
    drill: () => 'One answer in three lengths',
    loop: () => 'A whole mock loop',
  } satisfies Record<RehearsalKind, (signal: string | null) => string>,
  done: 'Done',
  go: 'Start',
  weekDone: 'This week is done. Rest, or go on as you like.',
  weekCell: (at: number, theme: string, done: number) =>
    `Week ${at}, ${theme}: ${plural(done, 'rehearsal')} done`,
};
