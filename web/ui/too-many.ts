/** The server asked this page to wait before it reads on: known to one place, so that every page says it alike. */
const listeners = new Set<() => void>();
const LONGEST_S = 60;
let timer: number | null = null;

/** `retryAfter`: of the answer's header, in seconds; what is no number is taken for a minute. */
export function tellTooMany(retryAfter: string | null): void {
  const seconds = Number(retryAfter);
  const waitS = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_S) : LONGEST_S;
  if (timer !== null) window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    timer = null;
    tell();
  }, waitS * 1_000);
  tell();
}

export const waits = (): boolean => timer !== null;

/** For `useSyncExternalStore`. */
export function onTooMany(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
