/** The route in view; whoever wants to go somewhere asks here. */
import { hashOf, parseRoute, type Route } from './route';

class Router {
  current = $state.raw<Route>(parseRoute(window.location.hash));

  constructor() {
    window.addEventListener('hashchange', () => {
      this.current = parseRoute(window.location.hash);
    });
  }

  go(route: Route): void {
    this.current = route;
    if (window.location.hash !== hashOf(route)) window.location.hash = hashOf(route);
  }

  practice(questionId: string | null = null): void {
    this.go({ screen: 'practice', questionId });
  }

  /** Practice on what listens for one signal. */
  practiceSignal(signal: string): void {
    this.go({ screen: 'practice', questionId: null, signal });
  }

  compare(before: string, after: string): void {
    this.go({ screen: 'compare', before, after });
  }

  review(takeId: string, atMs: number | null = null): void {
    this.go({ screen: 'review', takeId, atMs });
  }
}

export const router = new Router();
