/** The person's settings. Every change is saved at once and can be undone. */
import { ipc, type AppInfo, type InputDevice, type Settings } from './ipc';
import { onSystemLook, show, type Look } from './look';
import { notices } from './notices.svelte';
import { settingsText } from './text/settings';
import { attempt } from './trouble';

class Preferences {
  current = $state.raw<Settings>({
    microphone: null,
    speech_model: null,
    afterwards_model: null,
    theme: 'system',
    captions: true,
    think_s: 30,
    export_folder: null,
    compress_after_days: null,
    rate_first: false,
    welcomed: true,
  });
  app = $state.raw<AppInfo | null>(null);
  devices = $state.raw<InputDevice[]>([]);
  /** What is on the page, once the system was asked. */
  look = $state.raw<Look>({ theme: 'light', contrast: false });

  /** The device a take would be recorded from. */
  microphone = $derived(
    this.devices.find((device) => device.id === this.current.microphone) ??
      this.devices.find((device) => device.is_default) ??
      this.devices[0] ??
      null,
  );

  async load(): Promise<void> {
    const [app, current] = await Promise.all([ipc.appInfo(), ipc.settings()]);
    this.app = app;
    this.current = current;
    this.showTheme();
    void this.loadDevices();
  }

  async loadDevices(): Promise<void> {
    this.devices = (await attempt(() => ipc.devices())) ?? [];
  }

  /** Puts the chosen theme on the page. */
  showTheme(): void {
    this.look = show(this.current.theme);
  }

  /** Hides the words while one speaks, or shows them. */
  async toggleCaptions(): Promise<void> {
    await this.change({ captions: !this.current.captions });
  }

  /** Saves a change; with `label`, says so and offers to undo. */
  async change(patch: Partial<Settings>, label: string | null = null): Promise<void> {
    const before = this.current;
    const saved = await attempt(() => ipc.saveSettings({ ...before, ...patch }));
    if (!saved) return;
    this.current = saved;
    this.showTheme();
    if (label) {
      notices.say(settingsText.saved(label), {
        label: settingsText.undo,
        run: () => void this.change(pick(before, patch)),
      });
    }
  }
}

function pick(from: Settings, like: Partial<Settings>): Partial<Settings> {
  return Object.fromEntries(Object.keys(like).map((key) => [key, from[key as keyof Settings]]));
}

export const preferences = new Preferences();

onSystemLook(() => preferences.showTheme());
