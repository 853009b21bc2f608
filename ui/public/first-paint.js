/*
 * Runs before anything is painted: the window opens in the theme it was closed in, and nothing flashes. It only knows what
 * `src/lib/look.ts` left behind; the setting itself comes from the library a moment later.
 */
{
  const chosen = localStorage.getItem('theme');
  const asks = (query) => window.matchMedia(query).matches;
  const page = document.documentElement.dataset;
  page.theme =
    chosen === 'light' || chosen === 'dark'
      ? chosen
      : asks('(prefers-color-scheme: dark)')
        ? 'dark'
        : 'light';
  if (chosen === 'high_contrast' || asks('(prefers-contrast: more)')) page.contrast = 'more';
}
