/**
 * Counts of disclosures for the wearer: drawn over once for each order, audience and month, and kept, so that asking again averages nothing
 * away. The true count is nowhere kept. Fails toward telling less.
 */
import type { Database, Sql } from '../../core/database.ts';
import { localTimeMs } from '../../core/local-time.ts';
import {
  type Audience,
  drawOver,
  type MonthShown,
  monthsTold,
  monthText,
  nextMonth,
  shownOf,
} from './decide-counts.ts';

export interface CountDeps {
  readonly database: Database;
  /** Cryptographic. */
  readonly randomBytes: (count: number) => Uint8Array;
}

export interface CountedOrder {
  readonly orderId: string;
  readonly pairIds: readonly string[];
  readonly fromMs: number;
  readonly endMs: number;
  readonly timeZone: string;
}

/** `otherDays`: local days on which the audience looked otherwise than at a live picture, `YYYY-MM-DD`. */
export async function monthsShown(
  deps: CountDeps,
  order: CountedOrder,
  audience: Audience,
  otherDays: ReadonlySet<string>,
  nowMs: number,
): Promise<MonthShown[]> {
  const told = monthsTold(order.fromMs, order.endMs, order.timeZone, nowMs);
  const drawn = await loadDrawn(deps.database, order.orderId, audience);
  const shown: MonthShown[] = [];
  for (const first of told) {
    const month = monthText(first);
    let count = drawn.get(month);
    if (count === undefined) {
      const fromMs = localTimeMs(first, 0, order.timeZone);
      const untilMs = localTimeMs(nextMonth(first), 0, order.timeZone);
      const days = new Set(await loadDays(deps.database, order, audience, fromMs, untilMs));
      for (const day of otherDays) if (day.startsWith(`${month}-`)) days.add(day);
      count = await keepDrawn(deps.database, order.orderId, audience, month, drawOver(days.size, deps.randomBytes));
    }
    shown.push(shownOf(month, count));
  }
  return shown;
}

const VIEWERS: Readonly<Record<Audience, readonly string[]>> = {
  'protected-side': ['protected', 'household'],
  centre: ['officer'],
};

async function loadDays(
  sql: Sql,
  { pairIds, timeZone }: CountedOrder,
  audience: Audience,
  fromMs: number,
  untilMs: number,
): Promise<string[]> {
  const { rows } = await sql.query<{ day: string }>(
    `select distinct to_char(to_timestamp(given_at_ms / 1000.0) at time zone $5, 'YYYY-MM-DD') as day
     from disclosure.grant_given
     where given_at_ms >= $3 and given_at_ms < $4 and pair_id = any($1::uuid[]) and viewer_kind = any($2::text[])`,
    [pairIds, VIEWERS[audience], fromMs, untilMs, timeZone],
  );
  return rows.map(({ day }) => day);
}

async function loadDrawn(sql: Sql, orderId: string, audience: Audience): Promise<Map<string, number>> {
  const { rows } = await sql.query<{ month: string; drawn: number }>(
    `select month, drawn from disclosure.month_count where order_id = $1 and audience = $2`,
    [orderId, audience],
  );
  return new Map(rows.map(({ month, drawn }) => [month, drawn]));
}

/** Of two who draw at once the first stays. */
async function keepDrawn(sql: Sql, orderId: string, audience: Audience, month: string, drawn: number): Promise<number> {
  await sql.query(
    `insert into disclosure.month_count (order_id, audience, month, drawn) values ($1, $2, $3, $4) on conflict do nothing`,
    [orderId, audience, month, drawn],
  );
  return (await loadDrawn(sql, orderId, audience)).get(month)!;
}
