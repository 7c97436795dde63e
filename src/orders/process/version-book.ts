/** Versions of an order as they are kept: written once, each with its conditions sealed beside it. */

import { assert } from '../../core/assert.ts';
import type { Sql } from '../../core/database.ts';
import type { Sealer } from '../../safeguards/service.ts';
import { orderConditionsSchema } from '../contract.ts';
import type { OrderConditions } from './contract.ts';
import type { Decided } from './decided.ts';
import type { ProcessDeps } from './deps.ts';
import { keyOf } from './keys.ts';
import { PROCESS_LIMITS } from './limits.ts';
import type { Proceeding } from './proceeding.ts';
import type { ProceedingRow } from './process.sql.ts';
import { type VersionChange, type VersionContent, versionChanges, versionContent } from './versions.ts';

export interface VersionRow {
  readonly version: number;
  readonly number: number;
  readonly madeAtMs: number;
  readonly content: VersionContent;
  readonly changes: readonly VersionChange[];
  readonly keyId: number | null;
  readonly sealed: Buffer | null;
}

/** Conditions of the newest version; null: none were made. */
export async function loadConditions(deps: Pick<ProcessDeps, 'database' | 'sealer'>, proceedingId: string) {
  const newest = (await loadVersions(deps.database, proceedingId)).at(-1);
  return newest === undefined ? null : openConditions(deps, newest);
}

export async function openConditions(
  deps: Pick<ProcessDeps, 'sealer'>,
  { keyId, sealed }: VersionRow,
): Promise<OrderConditions | null> {
  if (keyId === null || sealed === null) return null;
  return orderConditionsSchema.parse(JSON.parse((await deps.sealer.open(keyId, sealed)).toString('utf8')));
}

/** Oldest first. */
export async function loadVersions(sql: Sql, proceedingId: string): Promise<VersionRow[]> {
  const { rows } = await sql.query<VersionRow>(
    `select version, number, made_at_ms as "madeAtMs", content, changes, key_id as "keyId", conditions_sealed as sealed
     from orders.order_version where proceeding_id = $1 order by version limit $2`,
    [proceedingId, PROCESS_LIMITS.versions],
  );
  return rows;
}

/** Sealed before the transaction: keys are made in one of their own. Null: the act says nothing of conditions. */
export async function sealConditions(
  deps: ProcessDeps,
  row: ProceedingRow,
  conditions: OrderConditions | null,
): Promise<SealedConditions | null> {
  if (conditions === null) return null;
  const key = await deps.sealer.dataKey(keyOf(row), deps.clock.nowMs());
  return { keyId: key.keyId, sealed: deps.sealer.sealWith(key, Buffer.from(JSON.stringify(conditions))) };
}

export interface SealedConditions {
  readonly keyId: number;
  readonly sealed: Buffer;
}

export interface VersionAct {
  readonly row: ProceedingRow;
  /** Of the event that makes it. */
  readonly number: number;
  readonly decided: Decided;
  readonly conditions: OrderConditions | null;
  readonly sealed: SealedConditions | null;
  readonly nowMs: number;
}

// INVARIANT: a version is inserted and never changed; one that says nothing new is not made.
/** Which version was made; null: none. */
export async function writeVersion(
  tx: Sql,
  act: VersionAct,
  sealer: Pick<Sealer, 'payloadHash'>,
): Promise<number | null> {
  const { row, conditions } = act;
  if (row.state.measures.length === 0) return null;
  const last = (await loadVersions(tx, row.proceedingId)).at(-1) ?? null;
  const made = contentOf(row.state, conditions, last, sealer);
  const changes = versionChanges(last?.content ?? null, made);
  if (changes.length === 0) return null;
  assert((last?.version ?? 0) < PROCESS_LIMITS.versions, 'a proceeding has more versions than are read');
  const version = (last?.version ?? 0) + 1;
  const sealed =
    act.sealed ?? (last?.keyId == null || last.sealed === null ? null : { keyId: last.keyId, sealed: last.sealed });
  await tx.query(
    `insert into orders.order_version (proceeding_id, version, number, made_at_ms, content, changes, key_id, conditions_sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[row.proceedingId, version, act.number, act.nowMs, JSON.stringify(made), JSON.stringify(changes)],
      ...[sealed?.keyId ?? null, sealed?.sealed ?? null],
    ],
  );
  return version;
}

/** Conditions that an act leaves alone are as in the version before. */
function contentOf(
  state: Proceeding,
  conditions: OrderConditions | null,
  last: VersionRow | null,
  sealer: Pick<Sealer, 'payloadHash'>,
): VersionContent {
  // Keyed: who reads the rows cannot find a place by hashing guesses.
  const hashOf = (zone: OrderConditions['zones'][number]) =>
    sealer
      .payloadHash(Buffer.from(JSON.stringify(zone)))
      .toString('hex')
      .slice(0, 32);
  const made = versionContent(state, conditions, hashOf);
  if (conditions !== null || last === null) return made;
  return { ...made, distances: last.content.distances, zones: last.content.zones };
}
