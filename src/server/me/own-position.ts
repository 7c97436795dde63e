/**
 * How it stands with a person's own position, and how a pause is reckoned: what the routes of `/api/me` ask of the running parts. No
 * position passes here: only when one came, and by what.
 */
import { unreachable } from '../../core/assert.ts';
import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import { localDate, localTimeMs } from '../../core/local-time.ts';
import { HOUR_MS } from '../../core/time.ts';
import { type HealthTracker, loadDevicesCarriedBy } from '../../devices/service.ts';
import { isAlerting } from '../../incidents/incident.ts';
import { loadOwnHolds, OWN_KEPT_MS } from '../../ingest/own-hours.ts';
import type { Packs } from '../../orders/service.ts';
import type { ConsentBook } from '../../people/consent-book.ts';
import { CONSENT_TEXT, type OwnPositionJson, type Pause, type PositionSourceJson } from '../../people/contract.ts';
import type { OrderBook } from '../order-book.ts';
import type { Shard } from '../shard.ts';
import type { WithheldPositions } from '../withheld-positions.ts';

export interface OwnPositionDeps {
  readonly clock: Clock;
  readonly database: Database;
  readonly packs: Packs;
  readonly book: OrderBook;
  readonly consents: ConsentBook;
  readonly health: HealthTracker;
  readonly shard: Pick<Shard, 'view' | 'wantedIntervalS'>;
  readonly withheld: WithheldPositions;
}

/** People are up, and a night is over. */
const MORNING_HOUR = 7;

export async function ownPosition(deps: OwnPositionDeps, personId: PersonId): Promise<OwnPositionJson> {
  const { book, consents, clock } = deps;
  const nowMs = clock.nowMs();
  const orderedIntervalS = book.reportingOf(personId, nowMs).intervalS;
  const held = await loadOwnHolds(deps.database, personId, nowMs);
  return {
    nowMs,
    sharing: consents.sharing(personId, nowMs),
    textVersion: CONSENT_TEXT,
    isProtected: book.pairsProtecting(personId, nowMs).length > 0,
    intervalS: wantedNow(deps, personId, nowMs),
    orderedIntervalS,
    places: book.placesProtecting(personId, nowMs),
    sources: await sourcesOf(deps, personId),
    keptHours: OWN_KEPT_MS / HOUR_MS,
    held: held.map(({ reason, fromMs, untilMs }) => ({ reason, fromMs, untilMs })),
    morningMs: nextMorningMs(nowMs, zoneOf(deps, personId, nowMs)),
  };
}

/** Seconds between positions: as often as the engine asks, and never more rarely than the order; null: none is kept. */
export function wantedNow(deps: OwnPositionDeps, personId: PersonId, nowMs: number): number | null {
  const orderedS = deps.book.reportingOf(personId, nowMs).intervalS;
  if (orderedS === null || !keepsNow(deps, personId, nowMs)) return null;
  return Math.min(orderedS, deps.shard.wantedIntervalS(personId) ?? orderedS);
}

export function keepsNow({ book, consents }: OwnPositionDeps, personId: PersonId, nowMs: number): boolean {
  return book.pairsProtecting(personId, nowMs).length > 0 && consents.mayKeep(personId, nowMs, nowMs);
}

/** Whether a pair of theirs asks for people now, other than by what they chose themselves. */
export function isWarnedNow({ book, shard, withheld }: OwnPositionDeps, personId: PersonId, nowMs: number): boolean {
  return book.pairsProtecting(personId, nowMs).some((pairId) => {
    const view = withheld.seen(shard.view(pairId, nowMs), nowMs);
    return view !== null && isAlerting(view.level) && view.reason !== 'protected-not-sharing';
  });
}

/** By the jurisdiction's clock, not the phone's, which may be wrong. Null: until it is ended. */
export function pauseEndMs(deps: OwnPositionDeps, personId: PersonId, pause: Pause, nowMs: number): number | null {
  switch (pause) {
    case 'hour':
      return nowMs + HOUR_MS;
    case 'morning':
      return nextMorningMs(nowMs, zoneOf(deps, personId, nowMs));
    case 'open':
      return null;
    default:
      return unreachable(pause);
  }
}

/** At least an hour away: "until the morning" at ten to seven is not ten minutes. */
export function nextMorningMs(nowMs: number, timeZone: string): number {
  const today = localDate(nowMs, timeZone);
  const thisMorning = localTimeMs(today, MORNING_HOUR, timeZone);
  if (thisMorning - nowMs >= HOUR_MS) return thisMorning;
  return localTimeMs({ ...today, day: today.day + 1 }, MORNING_HOUR, timeZone);
}

function zoneOf({ book, packs }: OwnPositionDeps, personId: PersonId, nowMs: number): string {
  const [pairId] = book.pairsProtecting(personId, nowMs);
  const order = pairId === undefined ? null : book.orderOfPair(pairId);
  return (order === null ? null : packs.timeZoneOf(order.jurisdiction)) ?? 'UTC';
}

async function sourcesOf({ database, health }: OwnPositionDeps, personId: PersonId): Promise<PositionSourceJson[]> {
  const devices = await loadDevicesCarriedBy(database, personId);
  return devices.map(({ deviceId, protocol }) => {
    const { lastContactMs, lastPositionMs, batteryPct } = health.of(deviceId as DeviceId);
    const kind = protocol === 'page' ? 'page' : 'app';
    return { kind, deviceId, lastContactMs, lastPositionMs, batteryPct };
  });
}
