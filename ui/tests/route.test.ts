import { expect, it } from 'vitest';
import { hashOf, parseRoute, type Route } from '../src/lib/route';

it('every_route_survives_the_address', () => {
  const routes: Route[] = [
    { screen: 'welcome' },
    { screen: 'library' },
    { screen: 'settings' },
    { screen: 'components' },
    { screen: 'progress' },
    { screen: 'loop', loopId: null },
    { screen: 'loop', loopId: 'loop 1' },
    { screen: 'compare', before: 'take 1', after: 'take-2' },
    { screen: 'practice', questionId: null, signal: 'impact' },
    { screen: 'practice', questionId: null },
    { screen: 'practice', questionId: 'a/b c' },
    { screen: 'review', takeId: 'take 1', atMs: null },
    { screen: 'review', takeId: 'take-1', atMs: 41_000 },
  ];
  for (const route of routes) expect(parseRoute(hashOf(route))).toEqual(route);
});

it('an_unknown_address_is_practice', () => {
  expect(parseRoute('#/nowhere')).toEqual({ screen: 'practice', questionId: null });
  expect(parseRoute('')).toEqual({ screen: 'practice', questionId: null });
});

it.each(['#/review/%', '#/review/%E0%A4%A', '#/compare/take-1/%', '#/practice/50%', '#/%zz', '#/loop/%2'])(
  'a_malformed_address_is_practice_%s',
  (hash) => {
    expect(parseRoute(hash)).toEqual({ screen: 'practice', questionId: null });
  },
);

it('a_percent_sign_that_was_escaped_is_kept', () => {
  expect(parseRoute('#/practice/50%25')).toEqual({ screen: 'practice', questionId: '50%' });
});

it('a_review_without_a_take_is_practice', () => {
  expect(parseRoute('#/review').screen).toBe('practice');
});
