/**
 * Appending to the audit (changes and access) and to the ledger (disclosures). Entries hold ids, times, rules and counts:
 * never a coordinate, a name or a number of a telephone. Fails toward stopping the action: the append is part of the
 * caller's transaction, and without it nothing commits.
 */
import type { Sql } from '../core/database.ts';
import { toIso } from '../core/time.ts';
import { type Canonical, canonicalBytes } from './canonical.ts';

export interface Actor {
  /** 'officer', 'protected', 'household', 'device', 'engine', 'command-line', 'system'. */
  readonly kind: string;
  readonly id: string | null;
}

export interface AuditEntry {
  readonly atMs: number;
  readonly actor: Actor;
  /** `<context>.<verb>`, e.g. 'incident.acknowledge', 'order.create', 'position.read'. */
  readonly action: string;
  readonly purpose: string;
  /** Ids and numbers of what was changed or read. */
  readonly about: { readonly [key: string]: Canonical };
  /** Whom or what it is about; absent: what `about` names (`subjectIn`). Null: nobody. */
  readonly subject?: string | null;
  /** The case it belongs to; absent: what `about` names (`caseIn`). Null: none. */
  readonly case?: string | null;
}

export interface LedgerEntry {
  readonly atMs: number;
  readonly kind: 'grant' | 'grant-closed';
  readonly body: { readonly [key: string]: Canonical };
  /** Whose place it is; absent: what `body` names. */
  readonly subject?: string | null;
  /** The order under which it was shown; absent: what `body` names. */
  readonly case?: string | null;
  /** Who saw; absent: the body's `viewer`. */
  readonly actor?: Actor | null;
  /** The lawful use; absent: the body's `purpose`, or what its rule is for. */
  readonly purpose?: string | null;
}

// What is changed where nobody is concerned: an agency, a document, a connection to another office.
const THINGS = ['documentId', 'noticeId', 'endpointId', 'agencyId', 'packVersion', 'setting'];
// First what is most particular: of an order of several people the one that was acted on is the subject.
const SUBJECT_KEYS = [
  'subjectId',
  'personId',
  'wearerId',
  'protectedId',
  'respondentId',
  'mergedId',
  'deviceId',
  ...THINGS,
];
const CASE_KEYS = ['caseId', 'orderId', 'proceedingId', 'pairId', 'incident', 'incidentId', 'sos', 'matterId'];

/** Whom an entry is about, where its ids tell it truthfully; null where they do not. */
export function subjectIn(about: { readonly [key: string]: Canonical }): string | null {
  return firstText(about, SUBJECT_KEYS);
}

/** To which case an entry belongs, where its ids tell it truthfully; null where they do not. */
export function caseIn(about: { readonly [key: string]: Canonical }): string | null {
  return firstText(about, CASE_KEYS);
}

function firstText(about: { readonly [key: string]: Canonical }, keys: readonly string[]): string | null {
  const found = keys.map((key) => about[key]).find((value) => typeof value === 'string');
  return typeof found === 'string' ? found : null;
}

/** The audit number of the first entry. */
export function audit(tx: Sql, entries: readonly AuditEntry[]): Promise<number> {
  return append(
    tx,
    'audit',
    entries.map((entry) => ({
      atMs: entry.atMs,
      bytes: canonicalBytes({
        about: entry.about,
        action: entry.action,
        actor: { id: entry.actor.id, kind: entry.actor.kind },
        at: toIso(entry.atMs),
        case: entry.case === undefined ? caseIn(entry.about) : entry.case,
        purpose: entry.purpose,
        subject: entry.subject === undefined ? subjectIn(entry.about) : entry.subject,
      }),
    })),
  );
}

/** The ledger number of the first entry; the others follow without a gap. */
export function ledger(tx: Sql, entries: readonly LedgerEntry[]): Promise<number> {
  return append(
    tx,
    'ledger',
    entries.map((entry) => ({
      atMs: entry.atMs,
      bytes: canonicalBytes({
        ...(entry.actor === undefined ? {} : { actor: entry.actor === null ? null : { ...entry.actor } }),
        at: toIso(entry.atMs),
        body: entry.body,
        case: entry.case === undefined ? caseIn(entry.body) : entry.case,
        kind: entry.kind,
        ...(entry.purpose === undefined ? {} : { purpose: entry.purpose }),
        subject: entry.subject === undefined ? subjectIn(entry.body) : entry.subject,
      }),
    })),
  );
}

async function append(
  tx: Sql,
  log: 'audit' | 'ledger',
  entries: readonly { atMs: number; bytes: Buffer }[],
): Promise<number> {
  const { rows } = await tx.query<{ number: number }>(
    `select safeguards.append($1, $2::bigint[], $3::bytea[]) as number`,
    [log, entries.map((entry) => entry.atMs), entries.map((entry) => entry.bytes)],
  );
  return rows[0]!.number;
}
