/**
 * What a row of audit or ledger says in a leaf: who, when, which case, what, for what, about whom. Fails toward stopping the log: a row that
 * is not what was written is an error, never a leaf.
 */
import { assert } from '../../core/assert.ts';
import { toIso } from '../../core/time.ts';
import { type Canonical, leafHash } from '../canonical.ts';
import { caseIn, subjectIn } from '../log.ts';
import type { Named } from './entry.ts';

export type RowLog = 'audit' | 'ledger';

export interface LogRow {
  readonly log: RowLog;
  readonly number: number;
  readonly atMs: number;
  /** RFC 8785. */
  readonly canonical: Buffer;
  /** RFC 9162: SHA-256(0x00 || canonical). */
  readonly leafHash: Buffer;
}

/** A row that is not as it was written. Names the row, never what stands in it. */
export class AlteredRowError extends Error {
  override readonly name = 'AlteredRowError';
}

type Members = { readonly [key: string]: Canonical };

export function namedOf(row: LogRow): Named {
  const which = `${row.log}:${row.number}`;
  if (!row.leafHash.equals(leafHash(row.canonical)))
    throw new AlteredRowError(`the hash of ${which} is not of its bytes`);
  const said = parsed(row.canonical, which);
  if (said.at !== toIso(row.atMs)) throw new AlteredRowError(`the time of ${which} is not the one it was written with`);
  const common = { at: toIso(row.atMs), number: which, row: row.leafHash.toString('hex') };
  const body = members(said.body ?? said.about);
  const subject = textOr(said.subject, () => subjectIn(body));
  const caseId = textOr(said.case, () => caseIn(body));
  if (row.log === 'audit') {
    return {
      ...common,
      actor: personOf(said.actor),
      case: caseId,
      kind: text(said.action),
      purpose: text(said.purpose),
      subject,
    };
  }
  // Without a purpose of its own a disclosure is for what its rule is for.
  const purpose = text(said.purpose) ?? text(body.purpose) ?? text(body.rule);
  return {
    ...{ ...common, case: caseId, purpose, subject },
    actor: personOf(said.actor ?? body.viewer),
    kind: `ledger.${text(said.kind) ?? 'entry'}`,
  };
}

function parsed(canonical: Buffer, which: string): Members {
  try {
    return members(JSON.parse(canonical.toString('utf8')) as Canonical);
  } catch {
    throw new AlteredRowError(`${which} cannot be read`);
  }
}

function members(value: Canonical | undefined): Members {
  if (value === undefined || value === null) return {};
  assert(typeof value === 'object' && !Array.isArray(value), 'rows are objects');
  return value as Members;
}

function text(value: Canonical | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

/** What the row says; rows of before said neither subject nor case by name. */
function textOr(value: Canonical | undefined, derive: () => string | null): string | null {
  return value === undefined ? derive() : text(value);
}

/** `officer:<id>`, or the kind alone where it is nobody. */
function personOf(value: Canonical | undefined): string | null {
  const { kind, id } = members(value);
  const [ofKind, ofId] = [text(kind), text(id)];
  return ofKind === null || ofId === null ? ofKind : `${ofKind}:${ofId}`;
}
