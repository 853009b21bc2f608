/** What is said when a command fails: words by code, never by matching text. */
import { asCommandError } from './ipc';
import { notices } from './notices.svelte';
import { errorText } from './text/errors';

/** Runs a command; when it rejects, says why, unless the code is one that need not be said, and answers `null`. */
export async function attempt<T>(work: () => Promise<T>, unsaid: readonly string[] = []): Promise<T | null> {
  try {
    return await work();
  } catch (thrown) {
    if (!unsaid.includes(asCommandError(thrown).code)) report(thrown);
    return null;
  }
}

/** Says why something failed. */
export function report(thrown: unknown): void {
  const error = asCommandError(thrown);
  notices.problem(errorText(error), error.message || null);
}
