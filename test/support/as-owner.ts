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
