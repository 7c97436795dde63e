/** The versions of all jurisdictions' policies, and which of them holds. Where none holds, nothing is permitted. */
import { dateOf, localTimeMs } from '../../core/local-time.ts';
import { judge, keepPolicies } from './cedar.ts';
import type { PolicyVersion } from './policy-file.ts';

const NOBODY = { type: 'Operator', id: 'operator', attributes: {} };
const NOTHING = { type: 'Case', id: 'case', attributes: { jurisdiction: '', reality: 'none', phase: 'over' } };

export interface HeldPolicies extends PolicyVersion {
  /** When it begins to hold. */
  readonly holdsFromMs: number;
}

export class Policies {
  readonly #byJurisdiction: ReadonlyMap<string, readonly HeldPolicies[]>;

  /** Parses all of them, once. `timeZoneOf`: that of a jurisdiction; null: there is no such pack, and its policies hold never. */
  constructor(versions: readonly PolicyVersion[], timeZoneOf: (jurisdiction: string) => string | null) {
    const held: HeldPolicies[] = [];
    for (const version of versions) {
      const timeZone = timeZoneOf(version.jurisdiction);
      if (timeZone === null) continue;
      keepPolicies(version.versionId, Object.fromEntries(version.rules.map(({ id, text }) => [id, text])));
      // The first question costs tens of milliseconds: asked here, before anything runs.
      judge(version.versionId, NOBODY, 'queue.read', NOTHING, { assignedAs: [] });
      held.push({ ...version, holdsFromMs: localTimeMs(dateOf(version.holdsFrom), 0, timeZone) });
    }
    // Of equal days the later number holds: `-2` after none, and `-10` after `-2`.
    const numeric = { numeric: true };
    held.sort((a, b) => a.holdsFromMs - b.holdsFromMs || a.version.localeCompare(b.version, 'en', numeric));
    this.#byJurisdiction = Map.groupBy(held, ({ jurisdiction }) => jurisdiction);
  }

  all(): HeldPolicies[] {
    return [...this.#byJurisdiction.values()].flat();
  }

  /** How many versions have begun to hold. */
  heldCount(nowMs: number): number {
    return this.all().filter(({ holdsFromMs }) => holdsFromMs <= nowMs).length;
  }

  current(jurisdiction: string, nowMs: number): HeldPolicies | null {
    return this.#byJurisdiction.get(jurisdiction)?.findLast(({ holdsFromMs }) => holdsFromMs <= nowMs) ?? null;
  }
}
