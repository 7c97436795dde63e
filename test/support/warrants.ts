/** Offices, a case with a device ordered, and positions of its people in the journal, over a test's own database. */
import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../src/core/ids.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, utcDay } from '../../src/core/time.ts';
import { payloadBytes } from '../../src/ingest/inputs.ts';
import { insertRows } from '../../src/ingest/journal.sql.ts';
import type { Fix } from '../../src/proximity/types.ts';
import type { DataKey } from '../../src/safeguards/service.ts';
import { requireStepUp } from '../../src/server/sessions/step-up/service.ts';
import { viewerOf } from '../../src/server/sessions/viewer.ts';
import type { WarrantDeps } from '../../src/server/warrants/deps.ts';
import { registerRoutes } from '../../src/server/warrants/register-routes.ts';
import { warrantRoutes } from '../../src/server/warrants/routes.ts';
import { Screens } from '../../src/server/warrants/screens.ts';
import type { TestApp } from './app.ts';
import { type CaseApp, caseApp } from './cases.ts';

export interface WarrantApp {
  readonly c: CaseApp;
  readonly deps: WarrantDeps;
  readonly orderId: string;
  readonly proceedingId: string;
  /** When the order began. */
  readonly beganMs: number;
  /** Whether sessions behind streams still are. */
  readonly session: { isOpen: boolean };
}

/** The order has run for ten days. Besides those of `caseApp`: `overseer`, and `police2` and `court2` of other offices. */
export async function warrantApp(): Promise<WarrantApp> {
  let deps: WarrantDeps | null = null;
  const session = { isOpen: true };
  const c = await caseApp((of, papers) => {
    const made: WarrantDeps = {
      ...papers,
      packs: of.packs,
      access: of.access,
      screens: new Screens(),
      wake: () => undefined,
      sweepKeys: () => Promise.resolve(),
    };
    deps = made;
    return [
      (app) =>
        warrantRoutes(app, {
          ...made,
          viewerOf,
          requireProof: (request, act) => requireStepUp(of, request, act),
          isSignedIn: async () => session.isOpen,
          // No page hears by time alone: what it hears was told.
          heartbeatMs: HOUR_MS,
          onError: (error) => Promise.reject(error),
        }),
      (app) => registerRoutes(app, { ...made, viewerOf }),
    ];
  });
  const { t, who, officeIds } = c;
  const office = async (name: string, role: string, jurisdiction = 'kr') =>
    (await t.admin<{ agencyId: string }>('/api/agencies', { name, role, jurisdiction })).body.agencyId;
  officeIds.oversight = await office('oversight', 'oversight');
  await c.add('overseer', 'overseer', officeIds.oversight);
  await c.add('police2', 'police', await office('other police', 'police'));
  await c.add('far', 'police', await office('far police', 'police', 'example'));
  await c.add('judge2', 'judge', await office('other court', 'court'));
  const filed = await c.call('prosecutor', 'POST', '/api/proceedings', {
    ...{ procedure: 'provisional-measures', respondentId: who.wearer!.id, protectedIds: [who.protected!.id] },
    offices: { courtId: officeIds.court, monitoringId: officeIds.monitoring, policeId: officeIds.police },
    act: { act: 'file', measures: ['provisional-3-2'] },
  });
  const { proceedingId } = filed.body;
  const fitBy = new Date(t.clock.atMs + 2 * DAY_MS).toISOString();
  await c.act('judge', proceedingId, {
    act: 'decide',
    result: 'granted',
    measures: [{ measure: 'provisional-3-2', fitBy }],
  });
  const { rows } = await t.deps.database.query<{ order_id: string; from_ms: number }>(
    `select order_id, from_ms from orders.court_order where wearer_id = $1`,
    [who.wearer!.id],
  );
  t.clock.atMs += 10 * DAY_MS;
  if (deps === null || rows[0] === undefined) throw new Error('the case is not there');
  return { c, deps, orderId: rows[0].order_id, proceedingId, beganMs: rows[0].from_ms, session };
}

let position = 1_000;

/** Fixes of a person, one a minute, kept by these rights. */
export async function addFixes(
  { deps }: Pick<TestApp, 'deps'>,
  person: { readonly id: string; readonly latDeg: number },
  bases: readonly string[],
  fromMs: number,
  count: number,
): Promise<Fix[]> {
  const { database, sealer, clock } = deps;
  const fixes = Array.from({ length: count }, (_, i): Fix => {
    const fixedAtMs = fromMs + i * MINUTE_MS;
    return {
      ...{
        personId: person.id as PersonId,
        fixedAtMs,
        receivedAtMs: fixedAtMs + 1_000,
        latDeg: person.latDeg + i / 10_000,
      },
      ...{ lonDeg: 127, accuracyM: 12, speedMps: 1, courseDeg: null, source: 'gnss', mock: null },
    };
  });
  const days = [...new Set(fixes.map(({ fixedAtMs }) => utcDay(fixedAtMs)))];
  const keys = new Map<string, DataKey>();
  for (const day of days) {
    const dayMs = Date.parse(`${day}T00:00:00Z`);
    await database.query(`select ingest.ensure_day($1, $2)`, [dayMs, clock.nowMs()]);
    keys.set(day, await sealer.dataKey({ subject: person.id, scope: day, bases }, clock.nowMs()));
  }
  await insertRows(
    database,
    fixes.map((fix) => {
      const payload = payloadBytes({ kind: 'fix', fix })!;
      const key = keys.get(utcDay(fix.fixedAtMs))!;
      position += 1;
      return {
        ...{
          position,
          kind: 'fix',
          deviceId: randomUUID(),
          personId: person.id,
          subjectId: null,
          fixedAtMs: fix.fixedAtMs,
        },
        ...{
          atMs: fix.receivedAtMs,
          payloadHash: sealer.payloadHash(payload),
          keyId: key.keyId,
          sealed: sealer.sealWith(key, payload),
        },
      };
    }),
  );
  return fixes;
}
