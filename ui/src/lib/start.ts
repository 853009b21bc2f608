/** What is said when the window opens: recordings that were cut off, a library set aside, files left out. */
import { ipc, type AppInfo } from './ipc';
import { library } from './library.svelte';
import { notices } from './notices.svelte';
import { settingsText, startText } from './text/settings';
import { attempt } from './trouble';

export function sayWhatHappened(app: AppInfo): void {
  if (app.set_aside !== null) notices.problem(startText.setAside, app.set_aside);
  if (app.left_out.length > 0)
    notices.problem(startText.leftOut(app.left_out.length), app.left_out.join('\n'));
  if (app.unfinished > 0) {
    notices.ask(startText.unfinished(app.unfinished), {
      label: startText.recover,
      run: () => void recover(),
    });
  }
}

/** Makes takes of recordings that were cut off, and says how many. */
export async function recover(): Promise<void> {
  const found = await attempt(() => ipc.recoverTakes());
  if (!found) return;
  if (found.lost.length > 0)
    notices.problem(settingsText.recovered(found.take_ids.length), found.lost.join('\n'));
  else notices.say(settingsText.recovered(found.take_ids.length));
  if (found.take_ids.length > 0) await library.load();
}
