/** Sound of all but the best takes, sent to the bin of the mock. */
import type { SoundState, TakeSummary, Thinning } from '../bindings';

export interface ThinningOptions {
  /** Takes whose sound is in the bin or gone. */
  silent?: Record<string, SoundState>;
}

export function thinningCommands(takes: () => TakeSummary[], set: (id: string, sound: SoundState) => void) {
  const going = () =>
    takes().filter((take) => take.sound === 'kept' && take.id === 'take-2' && !take.labels.favourite);
  const thinning = (): Thinning => ({
    takes: going().map(({ id, recorded_at, question, overall }) => ({
      id,
      recorded_at,
      name: question ?? '',
      overall,
      kb: 17_900,
    })),
    kb: 17_900,
    stay: takes().length - going().length,
  });
  return {
    would_thin: thinning,
    thin_out: () => {
      const done = thinning();
      done.takes.forEach(({ id }) => set(id, 'binned'));
      return done;
    },
  };
}
