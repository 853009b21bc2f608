/** Contrast, from the tokens themselves: jsdom paints nothing, so axe cannot look. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');

/** What stands between two marks of the style sheet. */
function between(from: string, to: string): string {
  const [, after = ''] = css.split(from);
  return after.split(to)[0] ?? '';
}

function tokensOf(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

/** The light and the dark tokens of a block that holds both. */
function halves(block: string): [Record<string, string>, Record<string, string>] {
  const [light = '', dark = ''] = block.split("[data-theme='dark']");
  return [tokensOf(light), tokensOf(dark)];
}

const [light, dark] = halves(css.split('/* More contrast')[0] ?? '');
const [moreLight, moreDark] = halves(between('/* More contrast', '@media (forced-colors: active)'));
const forced = between('@media (forced-colors: active)', '@media (prefers-reduced-motion');

const themes = { light, dark: { ...light, ...dark } };
const more = {
  light: { ...light, ...moreLight },
  dark: { ...light, ...moreLight, ...dark, ...moreDark },
};

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const ratio = (tokens: Record<string, string>, a: string, b: string) =>
  contrast(tokens[a] ?? '#000000', tokens[b] ?? '#000000');

const GROUNDS = ['paper', 'surface', 'sunken'];
const TEXT_ON: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink) =>
    GROUNDS.map((ground): [string, string] => [ink, ground]),
  ),
  ['ink', 'raised'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent', 'accent-wash'],
  ['paper', 'live'],
  ['amber', 'surface'],
  ['amber', 'paper'],
  ['amber', 'amber-wash'],
  ['ink', 'amber-wash'],
  ['ink-2', 'track'],
  ...['s', 't', 'a', 'r', 'h', 'l', 'n'].map((role): [string, string] => ['on-role', `role-${role}`]),
];

describe.each(Object.entries(themes))('the %s theme', (_, tokens) => {
  it.each(TEXT_ON)('%s_can_be_read_on_%s', (text, ground) => {
    expect(ratio(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each(Object.entries(more))('the %s theme with more contrast', (_, tokens) => {
  it.each(TEXT_ON)('%s_can_be_read_with_ease_on_%s', (text, ground) => {
    expect(ratio(tokens, text, ground)).toBeGreaterThanOrEqual(7);
  });

  it.each(['line', 'line-strong'].flatMap((line) => GROUNDS.map((ground) => [line, ground] as const)))(
    '%s_can_be_seen_on_%s',
    (line, ground) => {
      expect(ratio(tokens, line, ground)).toBeGreaterThanOrEqual(3);
    },
  );
});

describe('the colours of the system', () => {
  const own = Object.keys(light).filter((name) => !name.includes('role'));

  it.each(own)('stand_in_for_%s', (name) => {
    expect(forced).toMatch(new RegExp(`--${name}: (Canvas|CanvasText|Highlight|HighlightText|GrayText);`));
  });
});

describe('the length of a line', () => {
  it('is_at_most_eighty_characters', () => {
    const measure = Number(/--measure: (\d+)ch/.exec(css)?.[1]);
    // A zero is wider than the mean letter: sixty of them hold about eighty in the interface face, and sixty-eight in
    // the reading one.
    expect(measure).toBeLessThanOrEqual(60);
    expect(readFileSync('src/styles/base.css', 'utf8')).toMatch(/p,\s*q \{\s*max-width: var\(--measure\)/);
  });
});
