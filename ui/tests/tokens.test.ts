/** Contrast, from the tokens themselves: jsdom paints nothing, so axe cannot look. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/styles/tokens.css', 'utf8');

function tokensOf(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

const [light = '', dark = ''] = css.split("\n[data-theme='dark']");
const themes = { light: tokensOf(light), dark: { ...tokensOf(light), ...tokensOf(dark) } };

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

const TEXT_ON: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent'].flatMap((ink): [string, string][] => [
    [ink, 'paper'],
    [ink, 'surface'],
    [ink, 'sunken'],
  ]),
  ['ink', 'raised'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['accent', 'accent-wash'],
  ['paper', 'live'],
  ['amber', 'surface'],
  ['amber', 'paper'],
  ['ink', 'amber-wash'],
  ['ink-2', 'line'],
  ...['s', 't', 'a', 'r', 'h', 'l', 'n'].map((role): [string, string] => ['on-role', `role-${role}`]),
];

describe.each(Object.entries(themes))('the %s theme', (_, tokens) => {
  it.each(TEXT_ON)('%s_can_be_read_on_%s', (text, ground) => {
    expect(contrast(tokens[text] ?? '#000000', tokens[ground] ?? '#000000')).toBeGreaterThanOrEqual(4.5);
  });
});
