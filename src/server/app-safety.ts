/**
 * Safety of the app, household and supporters, wired to a running Magpie. A supporter's view is put together here from what holds no
 * place: steps, whether a phone reports, dates of orders.
 */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/database.ts';
import type { DeviceId, PersonId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { MINUTE_MS, toIso } from '../core/time.ts';
import { type Health, loadDevicesCarriedBy } from '../devices/service.ts';
import { type Changed, recordAlarms } from '../incidents/service.ts';
import { inForce, ordersNaming } from '../orders/service.ts';
import { householdRoutes } from '../people/household/routes.ts';
import type { PeopleDeps } from '../people/service.ts';
import { supportRoutes } from '../people/support/routes.ts';
import type { SetUpState } from '../people/support/service.ts';
import type { Access } from '../safeguards/service.ts';
import { asTask } from './scope.ts';
import { type LockDeps, lockRoutes } from './sessions/lock/routes.ts';
import { requireOpen } from './sessions/lock/while-locked.ts';
import { type EnrolmentDeps, enrolmentRoutes } from './sessions/phones/enrolment-routes.ts';
import { deskOf, phoneRoutes } from './sessions/phones/routes.ts';
import { endAllPhones } from './sessions/phones/service.ts';
import { createSignInCode, signInPath } from './sessions/service.ts';
import { loadSetUp, setUpRoutes } from './sessions/set-up/routes.ts';
import { type Viewer, viewerOf } from './sessions/viewer.ts';

/** A phone that has not been heard for that long is silent: three times the longest interval of a report in calm. */
const SILENT_MS = 15 * MINUTE_MS;

export interface AppSafetyDeps extends EnrolmentDeps, PeopleDeps, Pick<LockDeps, 'onDuress'> {
  readonly access: Access;
  readonly healthOf: (deviceId: DeviceId) => Pick<Health, 'lastContactMs'>;
  /** Whether messages reach a person's closed app; null: not known. */
  readonly pushWorks: (personId: PersonId) => Promise<boolean | null>;
  /** After the commit: what is on its way to them stops, or may begin. */
  readonly onTakesPart: (personId: PersonId) => void;
  /** After the commit: open queues hear of it. */
  readonly onIncident: (changed: Changed) => void;
}

export function appSafetyRoutes(app: FastifyInstance, deps: AppSafetyDeps): void {
  const { clock, gate } = deps;
  lockRoutes(app, deps);
  phoneRoutes(app, { ...deps, onForeignSignIn: (person) => tellOfForeignSignIn(deps, person) });
  setUpRoutes(app, deps);
  householdRoutes(app, {
    ...{ ...deps, viewerOf, requireOpen },
    async onParticipation(personId, takesPart, ended) {
      gate.noteTakesPart(personId, takesPart, clock.nowMs());
      deps.onTakesPart(personId);
      if (ended) await endAllPhones(deps, personId, { kind: 'system', id: null });
    },
  });
  enrolmentRoutes(app, deps);
  supportRoutes(app, {
    ...{ ...deps, viewerOf, deskOf, requireOpen },
    setUpOf: (personId) => asTask('set-up', () => setUpOf(deps, personId)),
    async makeLink(personId, actor, lifeMs) {
      const { code, expiresAtMs } = valueOrRefuse(await createSignInCode(deps, personId, actor, lifeMs));
      return { path: signInPath(code), expiresAt: toIso(expiresAtMs) };
    },
  });
}

async function setUpOf(deps: AppSafetyDeps, personId: PersonId): Promise<SetUpState> {
  const nowMs = deps.clock.nowMs();
  const carried = await loadDevicesCarriedBy(deps.database, personId);
  const heard = carried.flatMap(({ deviceId }) => deps.healthOf(deviceId as DeviceId).lastContactMs ?? []);
  const lastReportAtMs = heard.length === 0 ? null : Math.max(...heard);
  const orders = (await ordersNaming(deps.database, personId)).filter(
    (order) => order.wearerId !== personId && inForce(order, nowMs),
  );
  return {
    ...(await loadSetUp(deps.database, personId)),
    phone: lastReportAtMs === null ? 'never' : nowMs - lastReportAtMs < SILENT_MS ? 'reports' : 'silent',
    lastReportAtMs,
    pushWorks: await deps.pushWorks(personId),
    orders: orders.map(({ fromMs, untilMs }) => ({ from: toIso(fromMs), until: toIso(untilMs) })),
  };
}

/** Somebody signed in as this person, and it was not them: an officer looks into it. */
async function tellOfForeignSignIn(
  deps: { readonly database: Database; readonly clock: Clock; readonly onIncident: AppSafetyDeps['onIncident'] },
  { personId, agencyId, exercise }: Pick<Viewer, 'personId' | 'agencyId' | 'exercise'>,
): Promise<void> {
  const concerns = { orderId: null, agencyId, wearerId: null, exercise };
  const why = { key: 'account.foreign-sign-in', params: {} };
  const said = { personId, kind: 'account:foreign-sign-in', cause: 'stands', why, concerns, cover: null } as const;
  for (const changed of await recordAlarms(deps.database, [said], deps.clock.nowMs())) deps.onIncident(changed);
}
