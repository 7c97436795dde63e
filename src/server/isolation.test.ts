/** That the database itself parts cases: with two whole cases in it, and queries that forgot everything. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type CaseRows, writeCaseRows } from '../../test/support/case-rows.ts';
import { STAFF, type TwoCases, twoCases } from '../../test/support/two-cases.ts';
import type { Sql } from '../core/database.ts';
import type { AgencyId, PersonId } from '../core/ids.ts';
import { PgDatabase, type QueryError } from './database.ts';
import { scopeOfViewer } from './http/scopes.ts';
import { OPEN_TABLES } from './open-tables.ts';
import { RequestDatabase } from './request-database.ts';
import { OWN_TASKS, within } from './scope.ts';
import { SESSION_KINDS, type SessionKind } from './sessions/viewer.ts';

const DENIED = '42501';
/** Isolated tables of which no row could be told to be one case's or the other's: numbers only, or of all cases at once. */
const OF_NO_CASE = [
  ...['ingest.engine_snapshot', 'ingest.engine_snapshot_part', 'safeguards.misuse_cursor', 'safeguards.look_part'],
  ...['safeguards.log_opening', 'safeguards.log_erasure'],
  // Names persons; the running server takes every row out as soon as it stands.
  'people.match_due',
];
let t: TwoCases;
let a: CaseRows;
let b: CaseRows;
let bare: PgDatabase;
let isolated: string[];

interface Table {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: string[];
}

const TABLES = `select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
    array(select polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^(pg_|information_schema)' order by 1`;

beforeAll(async () => {
  t = await twoCases();
  a = await writeCaseRows(t, t.a);
  b = await writeCaseRows(t, t.b);
  bare = new PgDatabase(t.db.appUrl);
  const { rows } = await t.db.database.query<Table>(TABLES);
  isolated = rows.filter(({ name }) => !Object.hasOwn(OPEN_TABLES, name)).map(({ name }) => name);
}, 120_000);
afterAll(async () => {
  await bare?.close();
  await t?.close();
});

/** Somebody of case A, as a request of theirs asks. */
function asOne<T>(kind: SessionKind, work: () => Promise<T>): Promise<T> {
  const ids: Readonly<Record<string, string>> = { ...t.a.ids, supporter: a.supporterId, lawyer: a.lawyerId };
  const personId = (ids[kind] ?? ids.wearer) as PersonId;
  const offices: Readonly<Record<string, string | undefined>> = {
    ...{ police: t.a.offices.police, prosecutor: t.a.offices.prosecution },
    ...{ judge: t.a.offices.court, clerk: t.a.offices.court },
  };
  return within(
    scopeOfViewer({ kind, personId, agencyId: (offices[kind] ?? t.a.offices.monitoring) as AgencyId }),
    work,
  );
}

const rowsOf = async (database: Sql, table: string) =>
  (await database.query<{ row: string }>(`select x::text as row from ${table} x`)).rows.map(({ row }) => row);
const isOf = (rows: CaseRows) => (row: string) => rows.marks.some((mark) => row.includes(mark));

describe('the catalogue', () => {
  // HAZARD H-473: a new table holds cases and isolates none
  it('every table isolates its rows, by force, or stands in the list of those that hold no case', async () => {
    const { rows } = await t.db.database.query<Table>(TABLES);
    const wrong = rows.filter(
      ({ name, enabled, forced, policies }) =>
        !Object.hasOwn(OPEN_TABLES, name) && !(enabled && forced && policies.join() === 'isolated,owner_works'),
    );
    expect(wrong.map(({ name }) => `${name}: call isolation.isolate for it in its migration`)).toEqual([]);
    const known = new Set(rows.map(({ name }) => name));
    expect(Object.keys(OPEN_TABLES).filter((name) => !known.has(name))).toEqual([]);
  });

  it('the days of the journal are reached through the journal alone', async () => {
    const { rows } = await t.db.database.query<{ days: number; open: number }>(
      `select count(*)::int as days, count(*) filter (where has_table_privilege('magpie_app', oid, 'select, insert, update, delete'))::int as open
       from pg_class where relispartition and relkind = 'r'`,
    );
    expect(rows[0]?.days).toBeGreaterThan(0);
    expect(rows[0]?.open).toBe(0);
  });

  it('knows the same tasks as the server', async () => {
    for (const task of [...Object.keys(OWN_TASKS), 'made-up', '']) {
      const { rows } = await bare.transaction(
        (tx) => tx.query<{ some: boolean }>('select isolation.serves() or isolation.journals() as some'),
        `begin; select set_config('magpie.task', '${task}', true)`,
      );
      expect([task, rows[0]?.some]).toEqual([task, Object.hasOwn(OWN_TASKS, task)]);
    }
  });
});

describe('without a scope', () => {
  // HAZARD H-471: a query that forgot for whom it is made
  it('no row of any isolated table is seen, though there are rows', async () => {
    const bareOf: string[] = [];
    for (const table of isolated) {
      const rows = await rowsOf(t.db.database, table);
      if (![a, b].every((one) => rows.some(isOf(one))) && !OF_NO_CASE.includes(table)) bareOf.push(table);
      expect([table, await rowsOf(bare, table)]).toEqual([table, []]);
    }
    expect(bareOf.map((table) => `${table}: both cases leave a row in it (test/support/case-rows.ts)`)).toEqual([]);
  });

  it('a request handler is told which statement it was', async () => {
    await expect(t.magpie.requests.query('select *\n  from incidents.incident')).rejects.toThrow(
      'without a scope: select * from incidents.incident',
    );
    await expect(t.magpie.requests.transaction(async () => 1)).rejects.toThrow('without a scope');
  });

  it('nothing is written', async () => {
    const insert = `insert into orders.undertaking (person_id, jurisdiction, at_ms, pack_version, text_version) values ($1, 'kr', 1, '', '')`;
    await expect(bare.query(insert, [t.a.ids.protected])).rejects.toMatchObject({ code: DENIED });
    expect((await bare.query('update incidents.incident set changed_at_ms = changed_at_ms')).rowCount).toBe(0);
  });

  it('the journal has its writer, and its writer no case', async () => {
    const writer = new PgDatabase(t.db.appUrl, { task: 'journal' });
    const journal = await rowsOf(writer, 'ingest.journal');
    const cases = [...(await rowsOf(writer, 'people.person')), ...(await rowsOf(writer, 'orders.court_order'))];
    await writer.close();
    expect([journal.length > 0, cases]).toEqual([true, []]);
  });
});

describe('somebody of one case', () => {
  // HAZARD H-475: a query that forgot its condition
  it.each(SESSION_KINDS)('%s: whatever is asked of any table, no row is of the other case', async (kind) => {
    const foreign = await asOne(kind, () =>
      t.magpie.requests.transaction(async (tx) => {
        const found: string[] = [];
        for (const table of isolated) {
          if ((await rowsOf(tx, table)).some(isOf(b))) found.push(table);
        }
        return found;
      }),
    );
    // What another agency's system sent in vain is watched by every monitoring centre under the same law: it may be anybody's case.
    expect(foreign).toEqual(kind === 'officer' ? ['orders.held_message'] : []);
  });

  it.each(SESSION_KINDS)('%s: changes no row of the other case', async (kind) => {
    const { rows: columns } = await t.db.database.query<{ what: string; name: string }>(
      `select distinct on (c.oid) c.oid::regclass::text as what, a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where a.attnum > 0 and a.attidentity = '' and c.relrowsecurity and has_column_privilege('magpie_app', c.oid, a.attnum, 'update')`,
    );
    expect(columns.length).toBeGreaterThan(20);
    for (const { what, name } of columns) {
      if (kind === 'officer' && what === 'orders.held_message') continue;
      const update = `update ${what} as x set ${name} = x.${name} where x::text like any ($1) returning x::text as row`;
      const marks = b.marks.map((mark) => `%${mark}%`);
      const changed = await asOne(kind, () => t.magpie.requests.query<{ row: string }>(update, [marks])).then(
        ({ rows }) => rows.map(({ row }) => row),
        // Seen and not theirs to write: refused altogether.
        (error: QueryError) => (error.code === DENIED ? [] : Promise.reject(error)),
      );
      expect([what, changed]).toEqual([what, []]);
    }
  });

  it('a query that forgot its condition gets their own, and all of it', async () => {
    const asked = () => rowsOf(t.magpie.requests, 'incidents.incident');
    const seen = await asOne('officer', asked);
    expect(seen).toEqual((await rowsOf(t.db.database, 'incidents.incident')).filter(isOf(a)));
    expect([seen.length > 0, (await asOne('protected', asked)).length > 0]).toEqual([true, true]);
    // I-4: what the engine found of her is nothing that he sees.
    expect(await asOne('wearer', asked)).toEqual([]);
  });

  it.each([...STAFF])('%s sees the case that the office stands in', async (kind) => {
    for (const table of [
      'orders.proceeding',
      'orders.proceeding_event',
      'orders.measure',
      'orders.court_order',
      'orders.pair',
    ]) {
      const rows = await asOne(kind, () => rowsOf(t.magpie.requests, table));
      expect([table, rows.length]).toEqual([table, (await rowsOf(t.db.database, table)).filter(isOf(a)).length]);
    }
  });

  // HAZARD H-477: what isolation hides is missing from a decision
  it("acts count over all cases, and are made in one's own alone (H-477)", async () => {
    const { rows } = await t.db.database.query<{ number: string }>('select number from orders.proceeding');
    expect(new Set(rows.map(({ number }) => number)).size).toBe(2);
    const act = { act: 'offer', personId: t.b.ids.protected };
    const tried = await t.as(t.a.cookies.officer!, 'POST', `/api/proceedings/${t.b.proceedingId}/acts`, act);
    expect(tried.status).toBe(404);
  });

  it('writes nothing into the other case', async () => {
    const [mine, theirs] = [t.a, t.b];
    const order = (
      await t.db.database.query<{ id: string }>(`select order_id as id from orders.court_order where wearer_id = $1`, [
        theirs.ids.wearer,
      ])
    ).rows[0]!.id;
    for (const [sql, values] of [
      [
        `insert into incidents.incident (incident_id, subject, kind, agency_id, exercise, state, opened_at_ms, changed_at_ms)
        values (gen_random_uuid(), 'made-up', 'made-up', $1, true, 'unacknowledged', 0, 0)`,
        [theirs.offices.monitoring],
      ],
      [
        `insert into orders.addressee (order_id, role, agency_id) values ($1, 'authority', $2)`,
        [order, theirs.offices.police],
      ],
      [
        `insert into devices.custody (custody_id, person_id, agency_id, reason, from_ms, recorded_at_ms) values (gen_random_uuid(), $1, $2, 'arrest', 0, 0)`,
        [theirs.ids.wearer, theirs.offices.monitoring],
      ],
      [
        `insert into people.own_list (person_id, kind, key_id, sealed, changed_at_ms) values ($1, 'contacts', 1, '', 0)`,
        [theirs.ids.protected],
      ],
      [
        `update incidents.incident set acknowledged_by = $1, state = 'acknowledged' where agency_id = $2 returning 1`,
        [mine.ids.officer, theirs.offices.monitoring],
      ],
    ] as const) {
      const tried = asOne('officer', () => t.magpie.requests.query(sql, [...values]));
      if (sql.startsWith('update')) expect((await tried).rowCount).toBe(0);
      else await expect(tried).rejects.toMatchObject({ code: DENIED });
    }
  });
});

describe('a connection that is given back', () => {
  // HAZARD H-474: the next request on a connection is answered with the cases of the one before
  it('knows nobody: one connection, many requests of both at once, some that fail', async () => {
    const people = new PgDatabase(t.db.appUrl, { connections: 1, statementMs: 200 });
    const requests = new RequestDatabase(people, t.db.database);
    const officers = [t.a, t.b].map(({ ids, offices }) =>
      scopeOfViewer({ kind: 'officer', personId: ids.officer as PersonId, agencyId: offices.monitoring as AgencyId }),
    );
    const ask = async (n: number) => {
      const [own, other] = n % 2 === 0 ? [a, b] : [b, a];
      const rows = await within(officers[n % 2]!, () => rowsOf(requests, 'incidents.incident'));
      return rows.length > 0 && rows.every(isOf(own)) && !rows.some(isOf(other));
    };
    const fail = (n: number) =>
      within(officers[n % 2]!, () =>
        requests.transaction(async (tx) => {
          await tx.query('select * from incidents.incident');
          await tx.query(n % 4 < 2 ? 'select 1 / 0' : 'select pg_sleep(5)');
        }),
      ).then(
        () => false,
        () => true,
      );
    const all = await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 6 === 5 ? fail(n) : ask(n))));
    expect(all).toEqual(Array.from({ length: 24 }, () => true));
    expect(await rowsOf(people, 'incidents.incident')).toEqual([]);
    await people.close();
  });
});

it('the plan of a look into the journal is the same as without isolation', async () => {
  const asked = `explain (costs off) select position from ingest.journal where person_id = '${t.a.ids.protected}' and kind = 'fix' order by position desc limit 1`;
  const plan = async (database: Sql) =>
    (await database.query<{ 'QUERY PLAN': string }>(asked)).rows.map((row) => row['QUERY PLAN'].trim());
  const isolatedPlan = await plan(t.db.database);
  const plain = await asOwner(t.db, plan);
  const kinds = (lines: string[]) => lines.filter((line) => /Scan|Cond/.test(line));
  expect(kinds(isolatedPlan)).toEqual(kinds(plain));
  expect(kinds(plain).join()).toMatch(/Index/);
});
