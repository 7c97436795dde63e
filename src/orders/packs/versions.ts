/**
 * The versions of all packs, and which of them holds: a pure function of jurisdiction, order and instant, asked anew each time, so that a
 * law begins to hold at its local midnight without anything being switched. Where no version holds, the answer is none and what asked
 * refuses.
 */
import type { Pack } from './pack.ts';

/** What of an order its version follows from. */
export interface OrderOfPack {
  readonly jurisdiction: string;
  /** The version under which it was made; null: as of its making. */
  readonly packVersion: string | null;
  readonly createdAtMs: number;
}

export class Packs {
  readonly #byJurisdiction: ReadonlyMap<string, readonly Pack[]>;
  readonly #byVersion: ReadonlyMap<string, Pack>;

  /** Throws when two versions of one jurisdiction do not go together. */
  constructor(packs: readonly Pack[]) {
    const sorted = [...packs].sort((a, b) => a.holdsFromMs - b.holdsFromMs || versionOrder(a.version, b.version));
    this.#byJurisdiction = Map.groupBy(sorted, ({ jurisdiction }) => jurisdiction);
    this.#byVersion = new Map(sorted.map((pack) => [pack.versionId, pack]));
    for (const [jurisdiction, versions] of this.#byJurisdiction) {
      if (new Set(versions.map(({ version }) => version)).size !== versions.length)
        throw new Error(`jurisdictions/${jurisdiction}: a version stands twice`);
      if (new Set(versions.map(({ timeZone }) => timeZone)).size !== 1)
        throw new Error(`jurisdictions/${jurisdiction}: its versions name different time zones`);
      for (const [i, next] of versions.entries()) assertTakesOver(versions[i - 1], next);
    }
  }

  jurisdictions(): ReadonlySet<string> {
    return new Set(this.#byJurisdiction.keys());
  }

  /** Every version of every jurisdiction, those of one in the order in which they begin to hold. */
  all(): Pack[] {
    return [...this.#byJurisdiction.values()].flat();
  }

  /** The version that holds at that instant for what begins then; null: there is none, or none yet. */
  current(jurisdiction: string, nowMs: number): Pack | null {
    return this.#versionsOf(jurisdiction).findLast(({ holdsFromMs }) => holdsFromMs <= nowMs) ?? null;
  }

  /** By its full name, `kr@2026.10.02-6+…`; null: it is not among them. */
  version(versionId: string): Pack | null {
    return this.#byVersion.get(versionId) ?? null;
  }

  // HAZARD H-354: an order that runs is judged by a law that does not apply to it, or no longer by the one that does.
  /**
   * The version that holds for an order: the one under which it was made, and on through each later one that holds by now as long as
   * that says that running orders migrate to it. Null: its version is unknown here, and nothing may be done by it.
   */
  forOrder(order: OrderOfPack, nowMs: number): Pack | null {
    const made =
      order.packVersion === null ? this.#asOf(order.jurisdiction, order.createdAtMs) : this.version(order.packVersion);
    if (made === null) return null;
    const versions = this.#versionsOf(order.jurisdiction);
    let holding = made;
    for (const next of versions.slice(versions.indexOf(made) + 1)) {
      if (next.holdsFromMs > nowMs || next.runningOrders.rule === 'keep') break;
      holding = next;
    }
    return holding;
  }

  /** For all instants alike; null: there is no such jurisdiction. */
  timeZoneOf(jurisdiction: string): string | null {
    return this.#versionsOf(jurisdiction)[0]?.timeZone ?? null;
  }

  /** Before the first version began, orders were made by what became it. */
  #asOf(jurisdiction: string, atMs: number): Pack | null {
    return this.current(jurisdiction, atMs) ?? this.#versionsOf(jurisdiction)[0] ?? null;
  }

  #versionsOf(jurisdiction: string): readonly Pack[] {
    return this.#byJurisdiction.get(jurisdiction) ?? [];
  }
}

/** What runs and migrates is ended and extended by the later version: it must know it. */
function assertTakesOver(before: Pack | undefined, next: Pack): void {
  if (before === undefined || next.runningOrders.rule === 'keep') return;
  for (const part of ['measures', 'procedures'] as const) {
    const gone = before[part].find(({ id }) => !next[part].some((one) => one.id === id));
    if (gone === undefined) continue;
    const which = `jurisdictions/${next.jurisdiction}: version ${next.version} takes over what runs, but ${part}`;
    throw new Error(`${which} has no '${gone.id}' of version ${before.version}`);
  }
}

/** `2026.10.02-6` before `2026.10.02-10`. */
function versionOrder(a: string, b: string): number {
  const [dayA = '', numberA = '0'] = a.split('-');
  const [dayB = '', numberB = '0'] = b.split('-');
  return dayA.localeCompare(dayB) || Number(numberA) - Number(numberB);
}
