/** For tests: one order with one pair in the database, under the ids of `live.harness.ts`. */
import type { Database } from '../core/database.ts';
import { IDS } from './live.harness.ts';

export async function insertPair(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(`insert into people.agency values ($1, 'agency', 'kr', 0)`, [IDS.agency]);
    const { rows } = await tx.query<{ key_id: number }>(
      `insert into safeguards.data_key (subject, scope, created_at_ms) values ('test', 'identity', 0) returning key_id`,
    );
    const people: readonly (readonly [string, string])[] = [
      [IDS.wearer, 'wearer'],
      [IDS.protected, 'protected'],
      [IDS.officer, 'officer'],
    ];
    for (const [personId, kind] of people) {
      await tx.query(
        `insert into people.person (person_id, kind, agency_id, exercise, key_id, identity_sealed, created_at_ms)
         values ($1, $2, $3, true, $4, '', 0)`,
        [personId, kind, IDS.agency, rows[0]?.key_id],
      );
    }
    await tx.query(
      `insert into orders.court_order (order_id, agency_id, wearer_id, jurisdiction, label, measure, exercise, from_ms,
         until_ms, status, restraint_m, warn_m, notice_m, wearer_interval_s, protected_interval_s, created_at_ms)
       values ($1, $2, $3, 'kr', 'M-014', 'provisional-3-2', true, 0, 4000000000000, 'active', 100, 600, 2000, 60, 60, 0)`,
      [IDS.order, IDS.agency, IDS.wearer],
    );
    await tx.query(
      `insert into orders.pair (pair_id, order_id, wearer_id, protected_id, number) values ($1, $2, $3, $4, 1)`,
      [IDS.pair, IDS.order, IDS.wearer, IDS.protected],
    );
  });
}
