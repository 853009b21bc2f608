/** How the window looks: light or dark, and with how much contrast, as chosen or as the system asks. */
import type { Theme } from './ipc';

export interface Look {
  theme: 'light' | 'dark';
  /** More contrast than usual. */
  contrast: boolean;
}

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const contrast = window.matchMedia('(prefers-contrast: more)');

/** The look of a theme, where the system leaves it a choice. */
function lookOf(theme: Theme): Look {
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : dark.matches ? 'dark' : 'light',
    contrast: theme === 'high_contrast' || contrast.matches,
  };
}

/** Puts a theme on the page, and leaves word for the next start: `public/first-paint.js` reads it. */
export function show(theme: Theme): Look {
  const look = lookOf(theme);
  const page = document.documentElement.dataset;
  page['theme'] = look.theme;
  if (look.contrast) page['contrast'] = 'more';
  else delete page['contrast'];
  localStorage.setItem('theme', theme);
  return look;
}

/** Calls back when the system asks for another look. */
export function onSystemLook(changed: () => void): void {
  dark.addEventListener('change', changed);
  contrast.addEventListener('change', changed);
}
