/**
 * Writing warrants: an event, what it destroys, its audit entry and its retention clock are one transaction, by one writer of a warrant at a
 * time. Fails toward refusing: without its event nothing is open, and without the destruction there is no event that says so.
 */
import { assert } from '../../core/assert.ts';
import type { Sql } from '../../core/database.ts';
import { type Decision, rulesOf } from '../access/case.ts';
import { type Actor, audit } from '../log.ts';
import { type RetentionClock, startClocks } from '../retention.ts';
import { ErasedError, type Sealer } from '../seal.ts';
import { isOver, warrantOf } from './decide.ts';
import type { Warrant, WarrantBase, WarrantEvent, WarrantEventBody } from './warrant.ts';
import {
  destroyCopyRows,
  insertEvent,
  insertWarrant,
  loadBases,
  loadEvents,
  lockWarrant,
  type WarrantsOf,
} from './warrants.sql.ts';

export interface WarrantWords {
  readonly keyId: number;
  readonly sealed: Buffer;
}

/** By which right what was written of a warrant is kept: the register's. */
export const basisOfRegister = (warrantId: string): `register:${string}` => `register:${warrantId}`;

/** Reasons in people's own words: before the transaction, since a key is made in one of its own. */
export async function sealWords(
  sealer: Sealer,
  warrantId: string,
  words: Readonly<Record<string, string>>,
  nowMs: number,
): Promise<WarrantWords> {
  const target = { subject: warrantId, scope: 'words', bases: [basisOfRegister(warrantId)] };
  const key = await sealer.dataKey(target, nowMs);
  return { keyId: key.keyId, sealed: sealer.sealWith(key, Buffer.from(JSON.stringify(words)), `words ${warrantId}`) };
}

/** Null: they were erased with the register. */
export async function openWords(
  sealer: Sealer,
  warrantId: string,
  words: WarrantWords,
): Promise<Record<string, string> | null> {
  try {
    const key = await sealer.existingKey(words.keyId);
    return JSON.parse(sealer.openWith(key, words.sealed, `words ${warrantId}`).toString('utf8')) as Record<
      string,
      string
    >;
  } catch (error) {
    if (!(error instanceof ErasedError)) throw error;
    return null;
  }
}

export interface Written {
  readonly by: Actor;
  readonly nowMs: number;
  readonly words?: WarrantWords | null;
  /** By which policies; null: time did it. */
  readonly may: Decision | null;
  /** The clock of the register, from when nothing more is written. */
  readonly registerClock: (endedAtMs: number) => RetentionClock;
}

export async function createWarrant(
  tx: Sql,
  base: WarrantBase,
  first: WarrantEventBody,
  written: Written,
): Promise<Warrant> {
  await insertWarrant(tx, base);
  const event = eventOf(1, first, written, written.words ?? null);
  await insertEvent(tx, base.warrantId, event);
  await audit(tx, [entryOf(base, first, written)]);
  return warrantOf(base, [event]);
}

/** Within a transaction that holds the warrant (`lockedWarrant`). The words belong to the first event. */
export async function writeEvents(
  tx: Sql,
  sealer: Pick<Sealer, 'forget'>,
  warrant: Warrant,
  bodies: readonly WarrantEventBody[],
  written: Written,
): Promise<Warrant> {
  const { warrantId } = warrant;
  for (const [i, body] of bodies.entries()) {
    await insertEvent(
      tx,
      warrantId,
      eventOf(warrant.events + i + 1, body, written, i === 0 ? (written.words ?? null) : null),
    );
    // HAZARD H-511: the event says that it was destroyed, and it was not.
    if (body.kind === 'copy-destroyed') for (const keyId of await destroyCopyRows(tx, warrantId)) sealer.forget(keyId);
  }
  await audit(
    tx,
    bodies.map((body) => entryOf(warrant, body, written)),
  );
  const after = (await loadWarrants(tx, { warrantId }, 1))[0];
  assert(after !== undefined, 'a warrant stays');
  if (isOver(after))
    await startClocks(tx, basisOfRegister(warrantId), [written.registerClock(written.nowMs)], written.nowMs);
  return after;
}

/** Null: there is none. */
export async function lockedWarrant(tx: Sql, warrantId: string): Promise<Warrant | null> {
  await lockWarrant(tx, warrantId);
  return (await loadWarrants(tx, { warrantId }, 1))[0] ?? null;
}

/** Newest first. */
export async function loadWarrants(sql: Sql, of: WarrantsOf, most: number): Promise<Warrant[]> {
  return (await loadHistories(sql, of, most)).map(({ warrant }) => warrant);
}

export interface WarrantHistory {
  readonly warrant: Warrant;
  readonly events: readonly WarrantEvent[];
}

export async function loadHistories(sql: Sql, of: WarrantsOf, most: number): Promise<WarrantHistory[]> {
  const bases = await loadBases(sql, of, most);
  const events = await loadEvents(
    sql,
    bases.map(({ warrantId }) => warrantId),
  );
  return bases.map((base) => {
    const own = events.get(base.warrantId) ?? [];
    return { warrant: warrantOf(base, own), events: own };
  });
}

function eventOf(
  number: number,
  body: WarrantEventBody,
  { by, nowMs }: Written,
  words: WarrantWords | null,
): WarrantEvent {
  return { number, atMs: nowMs, byKind: by.kind, byId: by.id, body, words };
}

/** Who did what with which warrant; a position never. */
function entryOf(base: WarrantBase, body: WarrantEventBody, { by, nowMs, may }: Written) {
  const { kind, ...more } = body;
  const { warrantId, number, orderId, wearerId } = base;
  const rules = may === null ? {} : rulesOf(may);
  const about = { warrantId, number, orderId, wearerId, ...rules, ...JSON.parse(JSON.stringify(more)) };
  return { atMs: nowMs, actor: by, action: `warrant.${kind}`, purpose: 'warrant', about };
}
