/**
 * Both ordinary lives over the simulated weeks: neither seeks the other, so every alarm is one that an order with these distances would raise for
 * nothing. Pure. Disclosures are decided by the same code as in service.
 */
import { MINUTE_MS } from '../../core/time.ts';
import { decide } from '../../disclosure/decide.ts';
import { indexRules, type Table, type Target, type ViewerKind } from '../../disclosure/rule.ts';
import type { Finding, Level, PairView } from '../../proximity/types.ts';
import type { Grid } from './cells.ts';
import type { SimulatedDevice } from './device.ts';
import { type Alerting, add, newWeek, type OrdinaryWeek, type Seen } from './ordinary-week.ts';
import { livesOf, rngOf, type Setting } from './setting.ts';
import { type Observer, TICK_MS, World } from './world.ts';

/** At home before the first week begins: the engine then knows both. */
const WARM_UP_MS = 30 * MINUTE_MS;
const TICK_MIN = TICK_MS / MINUTE_MS;
/** True distance is looked at on every third tick, the view once a minute. */
const TRUTH_TICKS = 3;
const VIEW_TICKS = 12;
const RANK: Readonly<Record<Level, number>> = { clear: 0, notice: 1, unknown: 2, warning: 3, danger: 4 };

/** Weeks of one seed. */
export function simulateOrdinary(setting: Setting, grid: Grid, seed: number): OrdinaryWeek[] {
  const { request, zones, weekStartsMs, wearerGaps, protectedGaps } = setting;
  const lives = livesOf(setting, seed);
  const never = Number.POSITIVE_INFINITY;
  const sides = {
    wearer: { track: lives.wearer, rng: rngOf(seed, 3), gaps: wearerGaps, offAtMs: never },
    protected: { track: lives.protected, rng: rngOf(seed, 4), gaps: protectedGaps, offAtMs: never },
  };
  const fromMs = weekStartsMs[0]! - WARM_UP_MS;
  const tally = new OrdinaryTally(setting, grid);
  new World(request, zones, sides, fromMs, tally).run(fromMs, weekStartsMs.at(-1)!);
  tally.end();
  return tally.weeks;
}

interface Episode {
  readonly week: OrdinaryWeek;
  highest: Alerting;
}

class OrdinaryTally implements Observer {
  readonly weeks: OrdinaryWeek[];
  readonly #setting: Setting;
  readonly #grid: Grid;
  readonly #table: Table;
  #at = 0;
  #tick = 0;
  #episode: Episode | null = null;
  #isAlerting = false;
  #isMeeting = false;
  readonly #zoneAlerting = new Set<string>();

  constructor(setting: Setting, grid: Grid) {
    this.#setting = setting;
    this.#grid = grid;
    this.#table = indexRules(setting.pack);
    this.weeks = Array.from({ length: setting.request.weeks }, newWeek);
  }

  onTick(nowMs: number, world: World): void {
    const week = this.#weekOf(nowMs);
    if (week === null) return;
    this.#tick += 1;
    week.minutes[world.level] += TICK_MIN;
    this.#countAlarm(week, world.level);
    const isAlerting = RANK[world.level] > RANK.notice;
    if (world.level !== 'clear' || this.#tick % TRUTH_TICKS === 0) {
      this.#lookAtTruth(week, world.trueDistanceM(nowMs));
      if (world.level !== 'clear') this.#countWhere(week, world, isAlerting);
    }
    this.#isAlerting = isAlerting;
    this.#countZones(week, world);
    if (this.#tick % VIEW_TICKS === 0) this.#lookAtView(week, world.view(nowMs), nowMs);
  }

  onFinding(finding: Finding, nowMs: number): void {
    const week = this.#weekOf(nowMs);
    if (week !== null && finding.kind === 'ring' && finding.inside === true)
      add(week.ringEntries, finding.name ?? '', 1);
  }

  onReport(device: SimulatedDevice, nowMs: number, world: World): void {
    const week = this.#weekOf(nowMs);
    if (week === null) return;
    const isWearer = device === world.wearerDevice;
    if (isWearer) week.wearerReports += 1;
    else week.protectedReports += 1;
    const cells = isWearer ? week.wearerCells : week.protectedCells;
    cells.add(this.#grid.keyOf(device.latDeg, device.lonDeg));
  }

  /** An alarm that still stands at the end counts. */
  end(): void {
    if (this.#episode !== null) this.#episode.week.alarms[this.#episode.highest] += 1;
    this.#episode = null;
  }

  /** Null during the warm-up. */
  #weekOf(nowMs: number): OrdinaryWeek | null {
    const starts = this.#setting.weekStartsMs;
    if (nowMs < starts[0]!) return null;
    while (this.#at < this.weeks.length - 1 && nowMs >= starts[this.#at + 1]!) this.#at += 1;
    return this.weeks[this.#at]!;
  }

  #countAlarm(week: OrdinaryWeek, level: Level): void {
    if (level === 'clear') this.end();
    else if (this.#episode === null) this.#episode = { week, highest: level };
    else if (RANK[level] > RANK[this.#episode.highest]) this.#episode.highest = level;
  }

  #lookAtTruth(week: OrdinaryWeek, distanceM: number): void {
    const isMeeting = distanceM <= this.#setting.request.restraintM;
    if (isMeeting) week.meetingMinutes += TICK_MIN;
    if (isMeeting && !this.#isMeeting) week.meetings += 1;
    this.#isMeeting = isMeeting;
  }

  #countWhere(week: OrdinaryWeek, world: World, isAlerting: boolean): void {
    const { wearer, person } = world;
    const key = `${wearer.place} ${person.place}`;
    let where = week.where.get(key);
    if (where === undefined) {
      where = { wearer: wearer.place, protected: person.place, alarms: 0, minutes: 0, noticeMinutes: 0 };
      week.where.set(key, where);
    }
    if (!isAlerting) {
      where.noticeMinutes += TICK_MIN;
      return;
    }
    if (!this.#isAlerting) where.alarms += 1;
    where.minutes += TICK_MIN;
    add(week.alertCells, this.#grid.keyOf(person.latDeg, person.lonDeg), TICK_MIN);
  }

  #countZones(week: OrdinaryWeek, world: World): void {
    for (const { id } of this.#setting.zones) {
      const level = world.zoneLevels.get(id) ?? 'clear';
      const isAlerting = level === 'warning' || level === 'danger';
      if (isAlerting) add(week.zoneMinutes, id, TICK_MIN);
      if (isAlerting && !this.#zoneAlerting.has(id)) add(week.zoneWarnings, id, 1);
      if (isAlerting) this.#zoneAlerting.add(id);
      else this.#zoneAlerting.delete(id);
    }
  }

  #lookAtView(week: OrdinaryWeek, view: PairView | null, nowMs: number): void {
    week.samples += 1;
    if (view?.wearer.kind === 'fresh') week.wearerKnown += 1;
    if (view?.protected.kind === 'fresh') week.protectedKnown += 1;
    this.#countSeen(week.protectedSeesWearer, 'protected', 'wearer', view, nowMs);
    this.#countSeen(week.officersSeeWearer, 'officer', 'wearer', view, nowMs);
    this.#countSeen(week.officersSeeProtected, 'officer', 'protected', view, nowMs);
  }

  #countSeen(seen: Seen, kind: ViewerKind, target: Target, view: PairView | null, nowMs: number): void {
    const decision = decide(this.#table, {
      ...{ viewer: { kind, own: false }, target, orderInForce: true, orderUntilMs: Number.POSITIVE_INFINITY },
      // As if the pack were in force: a study shows what its table would.
      ...{ exercise: true, shared: false, undertaken: true, pairView: view, nowMs, held: null },
    });
    if (decision.kind === 'point') seen.pointMin += 1;
    else if (decision.kind === 'band') seen.bandMin += 1;
    else if (decision.kind === 'unknown') seen.unknownMin += 1;
  }
}
