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
}

export interface LedgerEntry {
  readonly atMs: number;
  readonly kind: 'grant' | 'grant-closed' | 'warrant-view' | 'warrant-export';
  readonly body: { readonly [key: string]: Canonical };
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
        purpose: entry.purpose,
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
      bytes: canonicalBytes({ at: toIso(entry.atMs), body: entry.body, kind: entry.kind }),
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
