/** How retention stands: what is due, late, held, under way, and what was erased. Ids, counts, times and articles only. */
import type { Clock } from '../../core/clock.ts';
import type { Database, Sql } from '../../core/database.ts';
import { DAY_MS } from '../../core/time.ts';
import { LIMITS } from '../limits.ts';
import {
  type HoldRow,
  loadDue,
  loadErasuresOf,
  loadHolds,
  loadLatest,
  loadOpen,
  loadProvenBetween,
} from './erasure.sql.ts';
import type { Due, Erasure } from './erasure.ts';

export interface RetentionStatus {
  readonly atMs: number;
  /** Its time has come; the next look takes it. */
  readonly due: readonly Due[];
  /** Of these and of those under way: longer ago than a look takes to come again. */
  readonly late: readonly Due[];
  readonly soon: readonly Due[];
  readonly held: readonly HoldRow[];
  readonly underWay: readonly Erasure[];
  readonly latest: readonly Erasure[];
}

const SOON_MS = 30 * DAY_MS;
const LATEST = 50;

export async function retentionStatus(deps: { database: Database; clock: Clock }): Promise<RetentionStatus> {
  const { database, clock } = deps;
  const atMs = clock.nowMs();
  const clocks = await loadDue(database, atMs + SOON_MS, atMs);
  const underWay = await loadOpen(database);
  const due = clocks.filter(({ dueAtMs }) => dueAtMs <= atMs);
  const waiting = [...due.filter(({ heldUntilMs }) => heldUntilMs === null), ...underWay.map(asDue)];
  return {
    ...{ atMs, due, underWay },
    late: waiting.filter(({ dueAtMs }) => atMs - dueAtMs > LIMITS.erasureLateMs),
    soon: clocks.filter(({ dueAtMs }) => dueAtMs > atMs),
    held: await loadHolds(database, atMs),
    latest: await loadLatest(database, LATEST),
  };
}

function asDue({ basis, part, because, article, packVersion, dueAtMs }: Erasure): Due {
  return { basis, part, because, article, packVersion, dueAtMs, heldUntilMs: null };
}

/** The certificates of what was kept under these bases ('registration:<personId>' for a registration), the newest first. */
export function erasuresUnder(sql: Sql, bases: readonly string[]): Promise<Erasure[]> {
  return loadErasuresOf(sql, bases, LATEST);
}

/** The certificates of a time, the oldest first. */
export function provenBetween(sql: Sql, fromMs: number, untilMs: number, most: number): Promise<Erasure[]> {
  return loadProvenBetween(sql, fromMs, untilMs, most);
}
