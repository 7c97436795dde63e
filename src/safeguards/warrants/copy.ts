/**
 * The copy that investigators see: a sealed record of its own, whose key has no basis but the warrant. Destroying it is destroying that key; the
 * originals stay under their order. Fails toward refusing: a part that is not there or does not open is refused, never left out.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sql } from '../../core/database.ts';
import { type Outcome, ok } from '../../core/outcome.ts';
import { type Refusal, refuse } from '../../core/refusal.ts';
import { type Canonical, canonicalBytes } from '../canonical.ts';
import { ErasedError, type Sealer } from '../seal.ts';
import { WARRANT_LIMITS } from './limits.ts';
import type { Warrant, WarrantEventBody } from './warrant.ts';
import { insertCopyPart, loadCopyPart } from './warrants.sql.ts';

/** As it was measured. Null is not known. */
export interface CopiedPosition {
  readonly fixedAtMs: number;
  readonly receivedAtMs: number;
  readonly latDeg: number;
  readonly lonDeg: number;
  /** 68 % radius. */
  readonly accuracyM: number | null;
  readonly source: string | null;
  readonly speedMps: number | null;
  readonly courseDeg: number | null;
  /** The phone says that an app made it up. */
  readonly mock: boolean | null;
}

/** By time. What was left out, and why. */
export interface Originals {
  readonly positions: readonly CopiedPosition[];
  readonly erased: number;
  readonly elsewhere: number;
  readonly upTo: number;
}

export const basisOfCopy = (warrantId: string): string => `warrant:${warrantId}`;

/** Sealed in parts, in the caller's transaction; the event that says so is the caller's to write. */
export async function storeCopy(
  tx: Sql,
  sealer: Sealer,
  warrant: Warrant,
  originals: Originals,
  nowMs: number,
): Promise<Extract<WarrantEventBody, { kind: 'copied' }>> {
  const { warrantId } = warrant;
  const generation = warrant.generations + 1;
  const basis = basisOfCopy(warrantId);
  const { positions, erased, elsewhere, upTo } = originals;
  const key = await sealer.dataKey({ subject: warrantId, scope: `copy ${generation}`, bases: [basis] }, nowMs);
  const hash = createHash('sha256');
  let parts = 0;
  for (let from = 0; from < positions.length; from += WARRANT_LIMITS.positionsPerPart) {
    const some = positions.slice(from, from + WARRANT_LIMITS.positionsPerPart);
    for (const one of some) hash.update(canonicalPosition(one)).update('\n');
    const sealed = sealer.sealWith(key, Buffer.from(JSON.stringify(some)), nameOfPart(warrantId, generation, parts));
    await insertCopyPart(tx, warrantId, generation, { part: parts, positions: some.length, keyId: key.keyId, sealed });
    parts += 1;
    // Fixes of others go on while a long one is made.
    await nextTurn();
  }
  const counted = { positions: positions.length, erased, elsewhere, upTo };
  // HAZARD H-519: of one position a plain hash tells the place to whoever tries all places of a city.
  return { kind: 'copied', generation, parts, ...counted, hash: sealer.payloadHash(hash.digest()).toString('hex') };
}

export async function openCopyPart(
  sql: Sql,
  sealer: Sealer,
  warrantId: string,
  generation: number,
  part: number,
): Promise<Outcome<CopiedPosition[], Refusal>> {
  const row = await loadCopyPart(sql, warrantId, generation, part);
  if (row === null) return refuse('erased', 'The copy was destroyed.');
  try {
    const key = await sealer.existingKey(row.keyId);
    const plain = sealer.openWith(key, row.sealed, nameOfPart(warrantId, generation, part));
    return ok(JSON.parse(plain.toString('utf8')) as CopiedPosition[]);
  } catch (error) {
    if (!(error instanceof ErasedError)) throw error;
    return refuse('erased', 'The copy was destroyed.');
  }
}

export function canonicalPosition(one: CopiedPosition): Buffer {
  return canonicalBytes(one as unknown as Canonical);
}

/** A part of another copy, or another part of this one, does not open in its place. */
function nameOfPart(warrantId: string, generation: number, part: number): string {
  return `warrant ${warrantId} ${generation} ${part}`;
}
