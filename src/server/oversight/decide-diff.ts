/** What differs between two versions of a law, rule by rule and field by field. Pure: the documents are data. */
import type { Change } from './contract.ts';

type Json = unknown;
/** Fields by which an entry of a list is known, wherever it stands. */
const NAMES = ['id', 'ruleId', 'code', 'abbreviation', 'what', 'measure', 'event', 'name'] as const;

/** In the order of the later version, what is gone where it stood. A list whose entries have names is compared by them, not by place. */
export function diffLaw(before: Json, after: Json): Change[] {
  const changes: Change[] = [];
  compare('', '', before, after, changes);
  return changes;
}

function compare(rule: string, field: string, before: Json, after: Json, changes: Change[]): void {
  if (same(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
      // At the top each part of the law is a rule of its own until something in it has a name.
      if (rule === '') compare(key, '', before[key], after[key], changes);
      else compare(rule, field === '' ? key : `${field}.${key}`, before[key], after[key], changes);
    }
    return;
  }
  const [old, now] = [namedIn(before), namedIn(after)];
  if (old !== null && now !== null) {
    const within = field === '' ? rule : `${rule}.${field}`;
    for (const name of new Set([...now.keys(), ...old.keys()])) {
      compare(`${within}[${name}]`, '', old.get(name), now.get(name), changes);
    }
    return;
  }
  changes.push({ rule, field, before: textOf(before), after: textOf(after) });
}

/** Null: no list, or its entries are not told apart by a name. */
function namedIn(list: Json): Map<string, Json> | null {
  if (!Array.isArray(list)) return null;
  for (const field of NAMES) {
    const names = list.map((one) => (isRecord(one) ? one[field] : null));
    if (names.every((name) => typeof name === 'string') && new Set(names).size === names.length) {
      return new Map(list.map((one, i) => [names[i] as string, one]));
    }
  }
  return null;
}

function isRecord(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json): string | null {
  return value === undefined ? null : JSON.stringify(value);
}

/** The order of fields says nothing. */
function same(a: Json, b: Json): boolean {
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  return a === b;
}
