/** A bin and backups without a disk. */
import type { BinnedTake, TakeSummary } from '../bindings';

type Args = Record<string, unknown>;

/** `deleted` is the bin; the take leaves it when it is brought back by the shelf. */
export function keepingCommands(
  deleted: Map<string, TakeSummary>,
  tell: (event: string, payload: unknown) => void,
): Record<string, (args: Args) => unknown> {
  const binned = (take: TakeSummary): BinnedTake => ({
    id: take.id,
    deleted_at: new Date().toISOString(),
    recorded_at: take.recorded_at,
    question: take.question,
    file: `${take.id}.wav`,
    sound_only: false,
  });
  const worked = async (path: string) => {
    tell('backing-up', { percent: 50 });
    await new Promise((done) => setTimeout(done, 50));
    return { path, recordings: 7 };
  };
  return {
    binned_takes: () => [...deleted.values()].map(binned).reverse(),
    empty_bin: () => {
      const gone = deleted.size;
      deleted.clear();
      return gone;
    },
    back_up: () => worked('/home/you/debrief-backup-2026-11-27.zip'),
    restore_backup: () => worked('/home/you/debrief-backup-2026-11-20.zip'),
    cancel_backup: () => null,
    quit: () => null,
  };
}
