/** Inside, time is epoch milliseconds UTC; at the border ISO 8601 with an offset. */
export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** `2026-06-24T01:02:03.000Z`. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** UTC day of an instant, as `YYYY-MM-DD`. */
export function utcDay(epochMs: number): string {
  return toIso(epochMs).slice(0, 10);
}

/** Epoch ms of an ISO 8601 instant that carries an offset or Z; null when it is none. A time without an offset is refused. */
export function parseInstant(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i.test(text)) return null;
  const ms = Date.parse(text.replace(' ', 'T'));
  return Number.isFinite(ms) ? ms : null;
}
