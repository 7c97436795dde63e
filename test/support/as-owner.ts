import type { Database } from '../../src/core/database.ts';
import { PgDatabase } from '../../src/server/database.ts';
import type { TestDatabase } from './database.ts';

/** Does something that the application itself has no right to, as magpie_owner. */
export async function asOwner<T>(db: TestDatabase, work: (owner: Database) => Promise<T>): Promise<T> {
  const owner = new PgDatabase(db.ownerUrl, { connections: 1 });
  try {
    return await work(owner);
  } finally {
    await owner.close();
  }
}

/** A hold as it would stand after two people had asked for it. */
export function writeHold(db: TestDatabase, basis: string, untilMs: number): Promise<void> {
  return asOwner(db, async (owner) => {
    await owner.query('alter table safeguards.hold disable trigger hold_holds');
    await owner.query(
      `insert into safeguards.hold (basis, article, pack_version, document_hash, until_ms, first_by, second_by, held_at_ms)
       values ($1, 'EX 17', 'example@1', sha256('made-up'), $2, gen_random_uuid(), gen_random_uuid(), 0)`,
      [basis, untilMs],
    );
    await owner.query('alter table safeguards.hold enable trigger hold_holds');
  });
}
