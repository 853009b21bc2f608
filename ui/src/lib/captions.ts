/** Captions in the order of the sound: what was heard ahead gives way to the whole phrase. */
import type { Caption } from './ipc';

export function withCaption(shown: readonly Caption[], next: Caption): Caption[] {
  const told = shown.some((caption) => !caption.ahead && caption.end_ms > next.start_ms);
  if (next.ahead && told) return [...shown];
  return [...shown.filter((caption) => caption.end_ms <= next.start_ms), next];
}
