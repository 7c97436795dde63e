/**
 * Whether a paper is genuine, asked by whoever holds it: no name, no case, no place. An unknown number and a wrong code are answered alike, after
 * the same work. Fails toward "not genuine".
 */
import type { Clock } from '../../../core/clock.ts';
import type { Database } from '../../../core/database.ts';
import { localDate } from '../../../core/local-time.ts';
import type { VerifyAnswer } from '../contract.ts';
import { type OrderCodes, readCode, readNumber } from './code.ts';
import type { Standing } from './decide-standing.ts';
import { type IssuedOrder, loadIssuedByNumber } from './issued.sql.ts';

export interface VerifyDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly codes: OrderCodes;
  readonly timeZoneOf: (jurisdiction: string) => string | null;
  /** By the order's or the proceeding's id. */
  readonly standingOf: (orderId: string, nowMs: number) => Promise<Standing>;
  /** The newest version that was made, on paper or not; null: what is on paper is all that is known. */
  readonly newestVersionOf: (orderId: string) => Promise<number | null>;
}

/** Codes are computed for at least so many versions, whether there are any or not. */
const LEAST = 8;
const NONE: Pick<IssuedOrder, 'number' | 'version' | 'contentHash'> = {
  number: 'none',
  version: 0,
  contentHash: '0'.repeat(64),
};

export async function verifyOrder(
  deps: VerifyDeps,
  asked: { readonly number: string; readonly code: string },
): Promise<VerifyAnswer> {
  const code = readCode(asked.code);
  const versions = await loadIssuedByNumber(deps.database, readNumber(asked.number));
  let found: IssuedOrder | null = null;
  for (let i = 0; i < Math.max(LEAST, versions.length); i += 1) {
    const version = versions[i];
    const isRight = deps.codes.isCodeOf(code, version ?? NONE);
    if (isRight && version !== undefined) found = version;
  }
  if (found === null) return { genuine: false };
  const { version, jurisdiction, exercise, issuedAtMs, orderId } = found;
  const timeZone = deps.timeZoneOf(jurisdiction);
  return {
    ...{ genuine: true, version, jurisdiction, exercise },
    isNewest: found === versions[0] && version >= ((await deps.newestVersionOf(orderId)) ?? version),
    // A jurisdiction whose pack is gone: the day in UTC, which its papers can still be told by.
    issuedOn: dayOf(issuedAtMs, timeZone ?? 'UTC'),
    standing: await deps.standingOf(orderId, deps.clock.nowMs()),
  };
}

function dayOf(atMs: number, timeZone: string): string {
  const { year, month, day } = localDate(atMs, timeZone);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
