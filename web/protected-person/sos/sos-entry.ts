/** A call as the phone keeps it until it was received and seen: opaque ids and times, no place and no name. */

export interface SosEntry {
  readonly sosId: string;
  /** Who pressed it: the opaque id of their account, so that it never goes out under somebody else. Null: this phone had not learnt it. */
  readonly personId: string | null;
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
  const { sosId, personId, pressedAtMs, dueAtMs, share, receivedAtMs } = value as Partial<
    Record<keyof SosEntry, unknown>
  >;
  if (typeof sosId !== 'string' || typeof pressedAtMs !== 'number' || typeof dueAtMs !== 'number') return null;
  const received = typeof receivedAtMs === 'number' ? receivedAtMs : null;
  const whose = typeof personId === 'string' ? personId : null;
  return { sosId, personId: whose, pressedAtMs, dueAtMs, share: share === true, receivedAtMs: received };
}
