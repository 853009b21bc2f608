/** Where the window is. The address's hash holds it, so that back, reload and a driver work as everywhere. */

export type Route =
  | { screen: 'welcome' }
  | { screen: 'practice'; questionId: string | null }
  | { screen: 'review'; takeId: string; atMs: number | null }
  | { screen: 'library' }
  | { screen: 'settings' };

/** `#/review/abc?at=1200` → a route; anything unknown is Practice. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen, id] = path.split('/');
  const argument = id ? decodeURIComponent(id) : null;
  if (screen === 'review' && argument) {
    const at = Number.parseInt(new URLSearchParams(query).get('at') ?? '', 10);
    return { screen, takeId: argument, atMs: Number.isNaN(at) ? null : at };
  }
  if (screen === 'welcome' || screen === 'library' || screen === 'settings') return { screen };
  return { screen: 'practice', questionId: argument };
}

/** The hash of a route. */
export function hashOf(route: Route): string {
  switch (route.screen) {
    case 'review': {
      const at = route.atMs === null ? '' : `?at=${route.atMs}`;
      return `#/review/${encodeURIComponent(route.takeId)}${at}`;
    }
    case 'practice':
      return route.questionId ? `#/practice/${encodeURIComponent(route.questionId)}` : '#/practice';
    default:
      return `#/${route.screen}`;
  }
}
