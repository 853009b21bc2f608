/** Words of the measures of delivery. */
import { clock, plural } from '../format';

export const deliveryText = {
  title: 'How it sounded',
  note: 'Delivery counts little towards the verdict; what you said counts most.',
  in: 'comfortable',
  near: 'worth a look',
  out: 'outside the band',
  pace: {
    name: 'Pace',
    target: '120–165 words a minute',
    why: 'Listeners follow this range without effort. A convention of speech coaches, not an experiment.',
  },
  wordsPerMinute: (n: number) => `${n} words a minute`,
  fillers: {
    name: 'Fillers',
    target: 'up to 5 a minute',
    why: 'In a controlled study five a minute did no harm and twelve did; “um” costs more than “you know”.',
  },
  fillersValue: (rate: string, heard: number, probable: number) =>
    `${rate} a minute · ${heard} heard, ${probable} probable`,
  pauses: {
    name: 'Pauses',
    target: 'none of 2.5 s or more',
    why: 'A breath of up to two seconds sounds considered; from about four seconds listeners wonder.',
  },
  pausesValue: (all: number, long: number) =>
    all === 0 ? 'none over a second' : `${plural(all, 'pause')}, ${long === 0 ? 'none' : long} long`,
  length: {
    name: 'Length',
    target: '1:30–2:30',
    why: 'What interviewers ask of a story; past three minutes they start to steer. Practitioners’ advice.',
  },
  lengthValue: (ms: number) => clock(ms),
  latency: {
    name: 'First word',
    target: 'within 3 s',
    why: 'Three seconds to think are expected; longer, and the listener wonders whether you heard.',
  },
  hedges: {
    name: 'Hedges',
    target: 'fewer than 3 a minute',
    why: '“Kind of” and “I think” make a decision sound like a guess.',
  },
  run: {
    name: 'Longest run',
    target: null,
    why: 'The longest stretch with no pause and no filler.',
  },
  people: {
    name: 'I and we',
    target: null,
    why: 'Shown, never scored: advice conflicts. “We” credits the team, “I” says what was yours.',
  },
  peopleValue: (i: number, we: number) => `${i} I · ${we} we`,
  structureTitle: 'How it was built',
  background: { name: 'Background', target: 'at most 30 %' },
  action: { name: 'What you did', target: '45–60 %' },
  result: { name: 'What came of it', target: 'at least 15 %' },
};
