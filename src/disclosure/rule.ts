/**
 * The disclosure table as this context reads it: rules of a jurisdiction pack (`orders/packs/disclosure-rule.ts` is the format), indexed by
 * cell so that a decision looks nothing up twice. Structural on purpose: `decide.ts` stays pure and knows no other context.
 */
import type { Level } from '../proximity/types.ts';

export type ViewerKind = 'protected' | 'household' | 'officer' | 'responder' | 'wearer';
export type Target = 'wearer' | 'protected';

interface RuleMembers {
  readonly id: string;
  readonly viewer: ViewerKind;
  readonly targets: readonly Target[];
  readonly levels: readonly Level[];
  readonly when?:
    | {
        readonly insideM?: number | undefined;
        readonly own?: true | undefined;
        readonly shared?: true | undefined;
        readonly undertaken?: true | undefined;
      }
    | undefined;
  readonly direction: boolean;
  readonly recordsUrgency: boolean;
  /** For which of the pack's uses; none: it shows nothing. */
  readonly purpose?: string | undefined;
  readonly article: string;
  readonly reason: string;
}

/** Of the rules of a cell (viewer, target, level) the first whose `when` holds decides. */
export type Rule = RuleMembers &
  (
    | { readonly shows: 'nothing' }
    | { readonly shows: 'band'; readonly bandsM: readonly number[] }
    | { readonly shows: 'point'; readonly pointM: number; readonly trailS?: number | undefined }
    | { readonly shows: 'unknown' }
  );

/** What a pack says of disclosure: `law` has a legal basis, `study` discloses nothing to anyone real. */
export interface RuleSource {
  readonly versionId: string;
  readonly mode: 'law' | 'study';
  readonly disclosure: readonly Rule[];
  readonly purposes: readonly Use[];
}

/** A use of somebody's position that the pack allows. */
export interface Use {
  readonly id: string;
  readonly of: readonly Target[];
  readonly article: string;
}

export interface Table {
  readonly versionId: string;
  readonly mode: 'law' | 'study';
  readonly purposes: readonly Use[];
  readonly cells: ReadonlyMap<ViewerKind, ReadonlyMap<Target, ReadonlyMap<Level, readonly Rule[]>>>;
}

/** Done once for each pack, at start. */
export function indexRules(source: RuleSource): Table {
  const cells = new Map<ViewerKind, Map<Target, Map<Level, Rule[]>>>();
  for (const rule of source.disclosure) {
    const targets = at(cells, rule.viewer, () => new Map<Target, Map<Level, Rule[]>>());
    for (const target of rule.targets) {
      const levels = at(targets, target, () => new Map<Level, Rule[]>());
      for (const level of rule.levels) at(levels, level, () => []).push(rule);
    }
  }
  return { versionId: source.versionId, mode: source.mode, purposes: source.purposes, cells };
}

const NO_RULES: readonly Rule[] = [];

export function rulesOf(table: Table, viewer: ViewerKind, target: Target, level: Level): readonly Rule[] {
  return table.cells.get(viewer)?.get(target)?.get(level) ?? NO_RULES;
}

/**
 * The use that a rule names, by the pack. HAZARD H-501: null when the pack lists no such use of that person's position: then nothing is shown.
 */
export function purposeOf(table: Table, rule: Rule, target: Target): Use | null {
  return table.purposes.find(({ id, of }) => id === rule.purpose && of.includes(target)) ?? null;
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
