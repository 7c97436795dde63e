/** Versions of an order: what it says after an act that changed it, and what differs from before. Pure. */
import type { OrderConditions } from './contract.ts';
import { endOfMeasure, type Proceeding } from './proceeding.ts';

/** Codes, ids and instants; places stand sealed beside it. */
export interface VersionContent {
  readonly measures: readonly {
    readonly measureId: string;
    readonly measure: string;
    readonly fromMs: number | null;
    readonly endMs: number | null;
    readonly how: string | null;
  }[];
  readonly distances: Readonly<Record<string, number>>;
  /** Of each place: a hash of what is sealed. */
  readonly zones: readonly { readonly kind: string; readonly hash: string }[];
}

export interface VersionChange {
  /** e.g. `measure:<id>:until`, `distance:warnM`, `zone`. */
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
}

export function versionContent(
  proceeding: Proceeding,
  conditions: OrderConditions | null,
  hashOf: (zone: OrderConditions['zones'][number]) => string,
): VersionContent {
  const distances: Record<string, number> = {};
  for (const name of ['restraintM', 'warnM', 'noticeM', 'wearerIntervalS', 'protectedIntervalS'] as const) {
    const value = conditions?.[name];
    if (value !== undefined) distances[name] = value;
  }
  for (const [name, radiusM] of Object.entries(conditions?.rings ?? {})) distances[`ring:${name}`] = radiusM;
  for (const [name, value] of Object.entries(conditions?.parameters ?? {})) distances[`parameter:${name}`] = value;
  return {
    measures: proceeding.measures.map((one) => ({
      ...{ measureId: one.measureId, measure: one.measure, fromMs: one.fromMs },
      ...{ endMs: endOfMeasure(proceeding, one), how: one.ended?.how ?? null },
    })),
    distances,
    zones: (conditions?.zones ?? []).map((zone) => ({ kind: zone.kind, hash: hashOf(zone) })),
  };
}

/** What differs, in the order of the content; empty: nothing. @param before null: the first version */
export function versionChanges(before: VersionContent | null, after: VersionContent): VersionChange[] {
  const was = flat(before);
  const is = flat(after);
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.flatMap((what) => {
    const from = was.get(what) ?? null;
    const to = is.get(what) ?? null;
    return from === to ? [] : [{ what, from, to }];
  });
}

function flat(content: VersionContent | null): Map<string, string> {
  const lines = new Map<string, string>();
  if (content === null) return lines;
  for (const { measureId, measure, fromMs, endMs, how } of content.measures) {
    lines.set(`measure:${measureId}`, measure);
    if (fromMs !== null) lines.set(`measure:${measureId}:from`, String(fromMs));
    if (endMs !== null) lines.set(`measure:${measureId}:until`, String(endMs));
    if (how !== null) lines.set(`measure:${measureId}:ended`, how);
  }
  for (const [name, value] of Object.entries(content.distances)) lines.set(`distance:${name}`, String(value));
  for (const { kind, hash } of content.zones) lines.set(`zone:${hash}`, kind);
  return lines;
}
