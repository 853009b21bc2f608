/** What goes into an export and where it goes: as it was chosen last, until the window closes. */
import { ipc, type ExportOptions, type Exported, type Format, type TakeFilter, type Together } from './ipc';
import { notices } from './notices.svelte';
import { exportText } from './text/export';
import { attempt } from './trouble';

class Exporting {
  scores = $state(true);
  redact = $state(false);
  sound = $state(false);
  /** Ask where, rather than into the export folder. */
  choose = $state(false);

  async take(takeId: string, format: Format): Promise<void> {
    this.#say(await attempt(() => ipc.exportTake(takeId, format, this.#options(format), this.choose)));
  }

  async takes(filter: TakeFilter, together: Together): Promise<void> {
    const format = typeof together === 'object' ? together.each : together === 'table' ? 'csv' : 'txt';
    this.#say(await attempt(() => ipc.exportTakes(filter, together, this.#options(format), this.choose)));
  }

  #options(format: Format): ExportOptions {
    return {
      // Cards are made of the scorecard: there is nothing to leave out.
      scores: this.scores || format === 'txt',
      redact: this.redact,
      // Only a page holds sound, and names would still be heard in it.
      sound: this.sound && !this.redact && format === 'html',
      words: false,
    };
  }

  #say(saved: Exported | null): void {
    if (saved) notices.say(exportText.exported(saved.path));
  }
}

export const exporting = new Exporting();
