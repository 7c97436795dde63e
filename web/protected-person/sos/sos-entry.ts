/** A call as the phone keeps it until it was received and seen: an opaque id and times, no place and no name. */

export interface SosEntry {
  readonly sosId: string;
  /** By the phone's own clock: only how long ago it was is ever told. */
  readonly pressedAtMs: number;
  /** When the countdown ends. */
  readonly dueAtMs: number;
  /** Whether the monitoring centre may see where the person is until the SOS is closed. */
  readonly share: boolean;
  /** Server time; null: not received yet. */
  readonly receivedAtMs: number | null;
}

/** As `src/incidents/sos/contract.ts` allows. */
const AGE_S_MAX = 7 * 86_400;

/** Seconds since it was pressed; a clock that was set meanwhile never makes it less than none or more than what is allowed. */
export function ageS(entry: Pick<SosEntry, 'pressedAtMs'>, nowMs: number): number {
  const seconds = Math.round((nowMs - entry.pressedAtMs) / 1_000);
  return Number.isFinite(seconds) ? Math.min(AGE_S_MAX, Math.max(0, seconds)) : 0;
}

/** Null: what was kept is not an entry of this version. */
export function entryFrom(value: unknown): SosEntry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { sosId, pressedAtMs, dueAtMs, share, receivedAtMs } = value as Partial<Record<keyof SosEntry, unknown>>;
  if (typeof sosId !== 'string' || typeof pressedAtMs !== 'number' || typeof dueAtMs !== 'number') return null;
  const received = typeof receivedAtMs === 'number' ? receivedAtMs : null;
  return { sosId, pressedAtMs, dueAtMs, share: share === true, receivedAtMs: received };
}
