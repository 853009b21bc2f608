/** Where the window is. The address's hash holds it, so that back, reload and a driver work as everywhere. */

export type Route =
  | { screen: 'welcome' }
  | { screen: 'practice'; questionId: string | null; signal?: string | null }
  | { screen: 'review'; takeId: string; atMs: number | null }
  | { screen: 'compare'; before: string; after: string }
  | { screen: 'loop'; loopId: string | null }
  | { screen: 'progress' }
  | { screen: 'library' }
  | { screen: 'settings' }
  | { screen: 'components' };

/** Screens whose address says nothing more. */
const PLAIN = ['welcome', 'library', 'progress', 'settings', 'components'] as const;

/** `#/review/abc?at=1200` → a route; anything unknown is Practice. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map(decoded);
  // Half an escape is no address of ours.
  if (parts.includes(null)) return { screen: 'practice', questionId: null };
  const [screen, id, other] = parts;
  const argument = id || null;
  if (screen === 'review' && argument) {
    const at = Number.parseInt(new URLSearchParams(query).get('at') ?? '', 10);
    return { screen, takeId: argument, atMs: Number.isNaN(at) ? null : at };
  }
  if (screen === 'compare' && argument && other) return { screen, before: argument, after: other };
  if (screen === 'loop') return { screen, loopId: argument };
  if (PLAIN.includes(screen as (typeof PLAIN)[number])) return { screen: screen as (typeof PLAIN)[number] };
  const signal = new URLSearchParams(query).get('signal');
  return { screen: 'practice', questionId: argument, ...(signal === null ? {} : { signal }) };
}

/** A part of an address as it was meant; `null` when it is malformed. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

/** The hash of a route. */
export function hashOf(route: Route): string {
  switch (route.screen) {
    case 'review': {
      const at = route.atMs === null ? '' : `?at=${route.atMs}`;
      return `#/review/${encodeURIComponent(route.takeId)}${at}`;
    }
    case 'practice': {
      const path = route.questionId ? `#/practice/${encodeURIComponent(route.questionId)}` : '#/practice';
      return route.signal ? `${path}?signal=${encodeURIComponent(route.signal)}` : path;
    }
    case 'compare':
      return `#/compare/${encodeURIComponent(route.before)}/${encodeURIComponent(route.after)}`;
    case 'loop':
      return route.loopId ? `#/loop/${encodeURIComponent(route.loopId)}` : '#/loop';
    default:
      return `#/${route.screen}`;
  }
}
