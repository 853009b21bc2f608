/** One invented answer, timed word by word, and the debrief that goes with it. */
import type { Debrief, Filler, Pause, Role, Sentence, Signal, Word } from '../ipc';

type Spoken = [role: Role, text: string, pauseAfterMs: number, signals?: string[]];

const SPOKEN: Spoken[] = [
  [
    'H',
    'The short version is that I got two teams to share one launch date by finding out what each could not live without.',
    900,
  ],
  [
    'S',
    'This was at a payments company, and um the checkout team and the risk team had stopped speaking to each other.',
    650,
  ],
  [
    'S',
    'Checkout wanted fewer questions at the till, and risk wanted, you know, more of them, because fraud had doubled since the spring.',
    1300,
  ],
  ['S', 'They sat in different buildings and uh they had not been in one room since March.', 2900],
  [
    'T',
    'Neither team reported to me, and mine was to get one date out of both before the winter season.',
    700,
    ['mandate'],
  ],
  [
    'A',
    'So I took each lead to lunch, separately, and asked what would make the launch a failure for them.',
    500,
    ['influence'],
  ],
  [
    'A',
    'Checkout could give up the timing, but not the one-tap payment, and risk could accept one tap as long as it was only for customers they had seen before.',
    800,
    ['influence', 'clarity'],
  ],
  ['A', 'We wrote that down as a single rule on half a page, and um both leads signed it.', 450, ['clarity']],
  [
    'A',
    'To keep the date I dropped the loyalty screen, which I had, kind of, promised to marketing, because four of five customers never opened it.',
    1150,
    ['tradeoffs', 'evidence'],
  ],
  [
    'A',
    'I showed our chief operating officer both options with the cost of each a week before the review, so that nobody had to argue it out in the room.',
    600,
    ['executive'],
  ],
  [
    'A',
    'And we set up a weekly half hour where the two leads decide, without me, what the rule means in new cases.',
    2700,
    ['leverage'],
  ],
  ['R', 'We launched on the eleventh of November with both teams on the call.', 400],
  [
    'R',
    'One-tap payment took checkout from forty-one seconds to nineteen, and fraud losses fell by a fifth in the first quarter.',
    750,
    ['impact'],
  ],
  ['R', 'The half hour still runs, and I have not been to it since January.', 850, ['leverage']],
  [
    'L',
    'What I would do differently is to ask that lunch question in the spring, before anybody had, um, a position to defend.',
    0,
  ],
];

const LATENCY_MS = 1400;
const GAP_MS = 55;

function wordLength(word: string): number {
  return 120 + word.replaceAll(/\W/g, '').length * 42 + (/[,.]$/.test(word) ? 70 : 0);
}

const words: Word[] = [];
const sentences: Sentence[] = [];
const pauses: Pause[] = [];
const fillers: Filler[] = [];
let at = LATENCY_MS;

for (const [, text, pauseAfter] of SPOKEN) {
  const first = words.length;
  for (const spoken of text.split(' ')) {
    const length = wordLength(spoken);
    const plain = spoken.toLowerCase().replaceAll(/\W/g, '');
    const word = { text: spoken, start_ms: at, end_ms: at + length, corrected: false };
    words.push({ ...word, probability: plain.length < 3 ? 78 : 94 });
    if (plain === 'um' || plain === 'uh') {
      fillers.push({ text: plain, start_ms: at, end_ms: at + length, certainty: 'heard' });
    }
    if (plain === 'know' && words.at(-2)?.text === 'you') {
      const start = words.at(-2)?.start_ms ?? at;
      fillers.push({ text: 'you know', start_ms: start, end_ms: at + length, certainty: 'heard' });
    }
    at += length + GAP_MS;
  }
  sentences.push({
    text,
    start_ms: words[first]?.start_ms ?? at,
    end_ms: at - GAP_MS,
    first_word: first,
    last_word: words.length - 1,
  });
  if (pauseAfter >= 1000) {
    const kind = pauseAfter >= 4000 ? 'lost' : pauseAfter >= 2500 ? 'long' : 'listed';
    pauses.push({ start_ms: at - GAP_MS, end_ms: at + pauseAfter, kind });
  }
  if (pauseAfter >= 1100 && pauseAfter < 1400) {
    fillers.push({ text: '(um)', start_ms: at + 300, end_ms: at + 720, certainty: 'probable' });
  }
  at += pauseAfter;
}

export const DURATION_MS = at + 900;
const minutes = (at - LATENCY_MS - pauses.reduce((sum, p) => sum + p.end_ms - p.start_ms, 0)) / 60_000;

function evidence(...indices: number[]) {
  return indices.map((sentence) => {
    const spoken = sentences[sentence] as Sentence;
    return { sentence, start_ms: spoken.start_ms, end_ms: spoken.end_ms, quote: spoken.text };
  });
}

const signals: Signal[] = SPOKEN.flatMap(([, , , ids], sentence) =>
  (ids ?? []).map((id): Signal => ({
    id,
    polarity: 'positive',
    sentence,
    confidence: 74,
    because: 'Close to an example of the rubric',
  })),
);

function shares(): Partial<Record<Role, number>> {
  const total = sentences.reduce((sum, s) => sum + (s.end_ms ?? 0) - (s.start_ms ?? 0), 0);
  const share: Partial<Record<Role, number>> = {};
  sentences.forEach((sentence, index) => {
    const role = SPOKEN[index]?.[0] ?? 'N';
    share[role] = (share[role] ?? 0) + ((sentence.end_ms ?? 0) - (sentence.start_ms ?? 0)) / total;
  });
  for (const role of Object.keys(share) as Role[]) share[role] = Math.round((share[role] ?? 0) * 100);
  return share;
}

/** The invented debrief, for a take with this id. */
export function debriefOf(id: string, question: string): Debrief {
  return {
    schema: 1,
    take: { id, file: `${id}.wav`, duration_ms: DURATION_MS, sample_rate: 48000, channels: 1, lost_ms: 0 },
    question: { text: question, round: 'leadership' },
    versions: {
      debrief: '0.1.0',
      speech_model: 'tiny.en-q8_0',
      speech_model_sha256: null,
      sentence_model: 'all-MiniLM-L6-v2',
      rubric: 'director-pm@1',
      scorer: 1,
    },
    transcript: { language: 'en', text: SPOKEN.map(([, text]) => text).join(' '), words, sentences },
    speech: sentences.map((s) => ({ start_ms: s.start_ms ?? 0, end_ms: s.end_ms ?? 0 })),
    delivery: {
      words: words.length - fillers.length,
      speaking_ms: Math.round(minutes * 60_000),
      words_per_minute: Math.round(words.length / minutes),
      articulation_wpm: Math.round(words.length / minutes) + 28,
      latency_ms: LATENCY_MS,
      pauses,
      fillers: fillers.sort((a, b) => a.start_ms - b.start_ms),
      fillers_per_minute_x10: Math.round((fillers.length / minutes) * 10),
      hedges: [{ text: 'kind of', start_ms: 61_000, end_ms: 61_500 }],
      repeats: [],
      longest_run_ms: 21_400,
      i_words: 11,
      we_words: 4,
    },
    structure: {
      roles: SPOKEN.map(([role], sentence) => ({ sentence, role, confidence: 82 })),
      share: shares(),
    },
    signals,
    scorecard: {
      status: 'scored',
      reason: null,
      criteria: [
        {
          id: 'structure',
          points: 4,
          evidence: evidence(0, 12),
          advice:
            'The headline came first and the result had numbers. The background took four sentences; two would do.',
        },
        {
          id: 'delivery',
          points: 4,
          evidence: [],
          advice:
            'A steady pace with few fillers. Two pauses of nearly three seconds came before turning points and read as thinking.',
        },
        {
          id: 'influence',
          points: 5,
          evidence: evidence(5, 6),
          advice:
            'Two people with opposite goals, neither reporting to you, and you traded what each could give up.',
        },
        {
          id: 'clarity',
          points: 4,
          evidence: evidence(7),
          advice: 'Half a page that both leads signed is a rule others could act on.',
        },
        {
          id: 'leverage',
          points: 4,
          evidence: evidence(10, 13),
          advice: 'The weekly half hour runs without you.',
        },
        {
          id: 'tradeoffs',
          points: 3,
          evidence: evidence(8),
          advice: 'You named what was dropped. Say what dropping it cost, and who was unhappy.',
        },
        {
          id: 'evidence',
          points: 3,
          evidence: evidence(8),
          advice: 'One figure carried the choice. A second, from risk, would have balanced it.',
        },
        {
          id: 'mandate',
          points: 2,
          evidence: evidence(4),
          advice: 'The date is a target. Tie it to what the company needed from the winter season.',
        },
        { id: 'talent', points: null, evidence: [], advice: 'This question gives no occasion.' },
        {
          id: 'executive',
          points: 3,
          evidence: evidence(9),
          advice: 'You brought options early. Say which one you recommended.',
        },
        {
          id: 'impact',
          points: 1,
          evidence: [],
          advice: 'what the shorter checkout meant for revenue or for how many customers finished paying.',
        },
      ],
      overall: 4,
      verdict: 'hire',
      next: [
        'Give the result a business number: what did 22 seconds less mean in completed payments?',
        'Say which option you recommended to the chief operating officer, and why.',
        'Cut the background to two sentences. Four took 26 % of your time before anything happened.',
      ],
    },
    timing: { stop_to_scorecard_ms: 410, transcribe_ms: 380, score_ms: 60 },
  };
}

/** The first sentence alone: too little to be scored. */
export function tooShort(debrief: Debrief, durationMs: number): Debrief {
  const [sentence] = debrief.transcript.sentences as [Sentence];
  const heard = (debrief.transcript.words ?? []).slice(0, (sentence.last_word ?? 0) + 1);
  return {
    ...debrief,
    take: debrief.take && { ...debrief.take, duration_ms: durationMs },
    transcript: { language: 'en', text: sentence.text, words: heard, sentences: [sentence] },
    delivery: debrief.delivery && {
      ...debrief.delivery,
      words: heard.length,
      pauses: [],
      fillers: [],
      hedges: [],
      longest_run_ms: (sentence.end_ms ?? 0) - (sentence.start_ms ?? 0),
      fillers_per_minute_x10: 0,
    },
    structure: { roles: debrief.structure.roles.slice(0, 1), share: null },
    signals: [],
    scorecard: {
      status: 'not_scored',
      reason: `Only ${heard.length} words were heard; a judgement needs at least 40.`,
      criteria: [],
      overall: null,
      verdict: null,
      next: ['Answer again and give one story: how it stood, what you did, what came of it.'],
    },
  };
}
