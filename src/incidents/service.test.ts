import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { testAccess } from '../../test/support/access.ts';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { AgencyId, OrderId, PairId, PersonId } from '../core/ids.ts';
import { newFinding } from '../proximity/finding.ts';
import type { Finding, Level } from '../proximity/types.ts';
import { acknowledge, close, type Officer, recordDisplayed } from './acts.ts';
import { LIMITS, loadQueue } from './queue.ts';
import { type Concerns, recordFindings, warningIdOf } from './service.ts';

const clock = systemClock;
let db: TestDatabase;
let one: TestCase;
let concerns: Concerns;
let officer: Officer;

beforeEach(async () => {
  db = await testDatabase();
  const magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.stop();
  concerns = {
    orderId: one.orderId as OrderId,
    agencyId: one.agencyId,
    wearerId: one.wearerId as PersonId,
    pairId: one.pairId as PairId,
    recipients: [one.protectedId as PersonId],
    exercise: true,
  };
  officer = officerOf(one.agencyId);
});
afterEach(() => db.close());

const officerOf = (agencyId: string): Officer => ({
  ...{ personId: one.officerId as PersonId, agencyId: agencyId as AgencyId, kind: 'officer', exercise: true },
});
const acting = () => ({ database: db.database, clock, access: testAccess(clock) });

function approach(inputPosition: number, level: Level, pairId = one.pairId): Finding {
  return newFinding(
    { inputPosition, nowMs: clock.nowMs() },
    {
      subject: { kind: 'pair', pairId: pairId as PairId },
      kind: 'approach',
      level,
      previousLevel: 'clear',
      basis: [],
      why: { key: 'approach.danger.inside', params: {} },
    },
  );
}

function record(findings: readonly Finding[], upTo: number, database: Database = db.database) {
  return recordFindings(database, findings, upTo, () => [concerns]);
}

async function counts(): Promise<unknown> {
  const { rows } = await db.database.query(
    `select (select count(*) from incidents.incident) as incidents, (select count(*) from incidents.event) as events,
       (select count(*) from safeguards.audit where convert_from(canonical, 'UTF8') like '%"incident.opened"%') as audited`,
  );
  return rows[0];
}

it('applies a finding once, also when the answer to its commit was lost and it was closed meanwhile (H-93)', async () => {
  const [changed] = await record([approach(7, 'danger')], 7);
  expect((await close(acting(), officer, changed!.incidentId, 'police-took-over', '')).ok).toBe(true);
  // To the recorder the first call had failed: it tries again, and goes on.
  expect(await record([approach(7, 'danger')], 7)).toEqual([]);
  expect(await counts()).toEqual({ incidents: 1, events: 2, audited: 1 });
  await record([approach(8, 'danger')], 8);
  expect(await counts()).toEqual({ incidents: 2, events: 3, audited: 2 });
});

it('does not wait in a circle with an officer who takes one of the same incidents in hand', async () => {
  const other = randomUUID();
  const [, second] = await record([approach(1, 'warning'), approach(1, 'warning', other)], 1);
  let locks = 0;
  let act: Promise<unknown> = Promise.resolve();
  // The officer's click lands just before the recorder takes the second incident.
  const slow: Database = {
    query: (text, values) => db.database.query(text, values),
    transaction: (work) =>
      db.database.transaction((tx) =>
        work({
          async query(text, values) {
            if (text.includes('for update') && text.includes('subject = $1')) {
              locks += 1;
              if (locks === 2) {
                act = acknowledge(acting(), officer, second!.incidentId);
                await expect.poll(async () => (await waiting()) > 0 || settled, { timeout: 3_000 }).toBe(true);
              }
            }
            return tx.query(text, values);
          },
        }),
      ),
  };
  let settled = false;
  const waiting = async (): Promise<number> => {
    const { rows } = await db.database.query<{ n: number }>(
      `select count(*) as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    void act.finally(() => {
      settled = true;
    });
    return rows[0]!.n;
  };
  await record([approach(2, 'danger'), approach(2, 'danger', other)], 2, slow);
  expect(await act).toMatchObject({ ok: true });
});

it('knows a receipt of a warning that is not recorded yet from one that is, and from one given before', async () => {
  const finding = approach(3, 'warning');
  const recipient = one.protectedId as PersonId;
  const shown = () => recordDisplayed(db.database, recipient, warningIdOf(finding, recipient), 1_790_000_000_000);
  expect(await shown()).toBe('unknown');
  const [changed] = await record([finding], 3);
  expect(await shown()).toEqual({ incidentId: changed!.incidentId });
  expect(await shown()).toBe('again');
  const { rows } = await db.database.query<{ displayed_at_ms: number }>(`select displayed_at_ms from notify.receipt`);
  expect(rows).toEqual([{ displayed_at_ms: 1_790_000_000_000 }]);
});

it('tells every agency whose order names the wearer, each in an incident of its own (H-95)', async () => {
  const magpie = newMagpie({ appUrl: db.appUrl });
  const other = await makeCase(magpie, { name: 'another agency' });
  // The other agency's order is against the same wearer.
  await asOwner(db, (owner) => owner.query(`update orders.court_order set wearer_id = $1`, [one.wearerId]));
  await magpie.book.reload(clock.nowMs());
  const opened = newFinding(
    { inputPosition: 9, nowMs: clock.nowMs() },
    {
      subject: { kind: 'person', personId: one.wearerId as PersonId },
      kind: 'device',
      name: 'strap-open',
      basis: [],
      why: { key: 'device.strap-open', params: { ageS: 0 } },
    },
  );
  const heard = () =>
    recordFindings(db.database, [opened], 9, (finding) => magpie.book.concernsOf(finding, clock.nowMs()));
  expect((await heard()).map(({ agencyId }) => agencyId).sort()).toEqual([one.agencyId, other.agencyId].sort());
  for (const agencyId of [one.agencyId, other.agencyId]) {
    const { open } = await loadQueue(acting(), officerOf(agencyId), clock.nowMs(), {
      labelOf: () => '',
      pairOf: () => null,
    });
    expect(open.map(({ kind, wearerId }) => [kind, wearerId])).toEqual([['device:strap-open', one.wearerId]]);
  }
  await magpie.stop();
});

it('shows the most urgent of more incidents than a queue holds (H-94)', async () => {
  const many = Array.from({ length: LIMITS.openShown + 5 }, () => approach(4, 'unknown', randomUUID()));
  await record(many, 4);
  await record([approach(5, 'danger')], 5);
  const queue = await loadQueue(acting(), officer, clock.nowMs(), {
    labelOf: () => 'M-001',
    pairOf: () => null,
  });
  expect(queue.open).toHaveLength(LIMITS.openShown);
  expect(queue.open[0]).toMatchObject({ level: 'danger', pairId: one.pairId });
});

it('gives the queue no distance once a pair is clear, or when it is not known', async () => {
  const shown = async () => {
    const { open } = await loadQueue(acting(), officer, clock.nowMs(), {
      labelOf: () => 'M-001',
      pairOf: () => null,
    });
    return open.map(({ level, distanceM, etaS }) => [level, distanceM === null, etaS === null]);
  };
  const near = { distanceM: 80, etaS: 20 };
  await record([{ ...approach(5, 'danger'), ...near }], 5);
  expect((await shown())[0]!.slice(0, 2)).toEqual(['danger', false]);
  await record([{ ...approach(6, 'unknown'), ...near }], 6);
  expect(await shown()).toEqual([['unknown', true, true]]);
  await record([{ ...approach(7, 'clear'), ...near }], 7);
  expect(await shown()).toEqual([['clear', true, true]]);
});
