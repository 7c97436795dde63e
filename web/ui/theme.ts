/** Which theme the page asks for: the system's wish, or one of its own (the monitoring centre defaults to dark). */
export type ThemeWish = 'system' | 'light' | 'dark';

/** Puts `data-theme` on the root element and keeps it true while the system's wish changes. Returns a function that stops. */
export function applyTheme(wish: ThemeWish): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const render = () => {
    document.documentElement.dataset.theme = wish === 'system' ? (dark.matches ? 'dark' : 'light') : wish;
  };
  render();
  dark.addEventListener('change', render);
  return () => dark.removeEventListener('change', render);
}
