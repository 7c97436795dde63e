/**
 * Wraps anew what was wrapped under the master key itself, or in another key store, batch by batch: stopped anywhere, the next start goes
 * on. Fails toward stopping: what does not open is not lost, and is not passed over in silence.
 */
import type { Database, Sql } from '../../core/database.ts';
import { lockKeyMaking, type Wrapping } from '../seal.sql.ts';
import { BrokenSealError } from './cipher.ts';
import type { Wrapper } from './wrapper.ts';

const AT_ONCE = 200;

interface OldWrapping extends Wrapping {
  readonly subject: string;
  readonly scope: string;
}

export interface RewrapDeps {
  readonly database: Database;
  /** Opens what stands. */
  readonly from: Wrapper;
  /** Wraps it anew, in a key store. */
  readonly into: Wrapper;
}

/**
 * Everything that does not stand in the store of `into`; how many wrappings that were, and how many cannot be opened because the store
 * they were wrapped in has not got their keys. Throws `BrokenSealError` under a wrong master key.
 */
export async function rewrapAll(deps: RewrapDeps, nowMs: number): Promise<{ done: number; lost: number }> {
  let done = 0;
  let lost = 0;
  let after = 0;
  for (;;) {
    const batch = await loadOld(deps.database, deps.into.storeId, after);
    const last = batch.at(-1);
    if (last === undefined) return { done, lost };
    const keys = await deps.from.unwrap(batch);
    const openable = batch.filter(({ keyId }) => keys.has(keyId));
    done += await deps.database.transaction(async (tx) => {
      await lockKeyMaking(tx);
      const toWrap = openable.map(({ keyId, basis, subject, scope }) => ({
        ...{ keyId, basis, key: keys.get(keyId)!, target: { subject, scope } },
      }));
      return replace(tx, openable, await deps.into.wrap(tx, toWrap, nowMs));
    });
    lost += batch.length - openable.length;
    after = last.keyId;
  }
}

/** Throws when one of them still is under the master key: it is given up only when none is. */
export async function assertNoneUnderMaster(sql: Sql): Promise<void> {
  const { rows } = await sql.query(`select from safeguards.key_wrapping where store_key is null limit 1`);
  if (rows.length > 0) throw new BrokenSealError();
}

/** All wrappings of so many keys after that one. */
async function loadOld(sql: Sql, storeId: string | null, after: number): Promise<OldWrapping[]> {
  const { rows } = await sql.query<OldWrapping>(
    `with some_keys as (
       select distinct w.key_id from safeguards.key_wrapping w left join safeguards.basis_key b on b.name = w.store_key
       where w.key_id > $2 and b.store_id is distinct from $1 order by w.key_id limit $3
     )
     select w.key_id as "keyId", w.basis, w.wrapped, w.store_key as "storeKey", k.subject, k.scope
     from some_keys join safeguards.data_key k using (key_id) join safeguards.key_wrapping w using (key_id)
     left join safeguards.basis_key b on b.name = w.store_key
     where b.store_id is distinct from $1 order by w.key_id, w.basis`,
    [storeId, after, AT_ONCE],
  );
  return rows;
}

async function replace(tx: Sql, old: readonly Wrapping[], made: readonly Wrapping[]): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select safeguards.rewrap($1::bigint[], $2::text[], $3::uuid[], $4::bytea[], $5::uuid[]) as n`,
    [
      old.map(({ keyId }) => keyId),
      old.map(({ basis }) => basis),
      old.map(({ storeKey }) => storeKey),
      made.map(({ wrapped }) => wrapped),
      made.map(({ storeKey }) => storeKey),
    ],
  );
  return rows[0]!.n;
}
