/** The desk's routes over a test's own app, and short ways to act on devices as one of two officers or as an administrator. */
import type { PersonId } from '../../src/core/ids.ts';
import { deskRoutes } from '../../src/devices/desk-routes.ts';
import { HealthTracker } from '../../src/devices/service.ts';
import type { AppDeps } from '../../src/server/http/app.ts';
import { type Answer, type Cast, cast, type TestApp, testApp } from './app.ts';

export interface Desk {
  readonly t: TestApp;
  readonly people: Cast;
  /** Two officers of the agency: one asks, the other approves. */
  readonly first: string;
  readonly second: string;
  readonly secondId: string;
  /** An officer of another agency. */
  readonly stranger: string;
  readonly health: HealthTracker;
  /** Wearers whose alarms were to be looked at again. */
  readonly looked: PersonId[];
  /** As the signed-in officer with that cookie; a body makes it a POST. */
  as<T = Record<string, unknown>>(cookie: string, path: string, body?: object): Promise<Answer<T>>;
  /** A device of the agency, in stock. */
  stock(): Promise<string>;
  /** All of a fitting: reserved, duties acknowledged, fitted. */
  fitted(): Promise<string>;
}

export const DUTIES = ['charge', 'carry', 'report-faults', 'follow-instructions'] as const;

export async function openDesk(overrides: Partial<AppDeps> = {}): Promise<Desk> {
  const looked: PersonId[] = [];
  const trackers: HealthTracker[] = [];
  const t = await testApp(overrides, (deps) => {
    const tracker = new HealthTracker(deps.database);
    trackers.push(tracker);
    return [
      (app) =>
        deskRoutes(app, {
          ...deps,
          dutiesOf: (jurisdiction) => deps.packs.current(jurisdiction, deps.clock.nowMs())?.duties ?? null,
          labelsOf: () => ['K-01'],
          onWearerChange: (personId) => void looked.push(personId),
          healthOf: (deviceId) => tracker.of(deviceId),
          officerOf: (request) => request.viewer,
        }),
    ];
  });
  const health = trackers[0]!;
  const people = await cast(t);
  const officer = async (agencyId: string): Promise<string> => {
    const request = { kind: 'officer', agencyId, name: 'Desk', exercise: true };
    return (await t.admin<{ personId: string }>('/api/people', request)).body.personId;
  };
  const signIn = async (personId: string): Promise<string> => {
    const { path } = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body;
    const code = path.split('#')[1];
    return (await t.browser('POST', '/api/session', { body: { code } })).cookie!;
  };
  const other = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other office' })).body;
  const as: Desk['as'] = (cookie, path, body) =>
    t.browser(body === undefined ? 'GET' : 'POST', path, { cookie, ...(body === undefined ? {} : { body }) });
  const first = await signIn(people.officer);
  const secondId = await officer(people.agencyId);
  const stock = async () => {
    const request = { agencyId: people.agencyId, protocol: 'osmand' };
    return (await t.admin<{ deviceId: string }>('/api/devices', request)).body.deviceId;
  };
  return {
    ...{ t, people, health, looked, as, stock, first },
    second: await signIn(secondId),
    secondId,
    stranger: await signIn(await officer(other.agencyId)),
    async fitted() {
      const deviceId = await stock();
      const on = `/api/desk/devices/${deviceId}`;
      await as(first, `${on}/reserve`, { personId: people.wearer });
      for (const duty of DUTIES) await as(first, `${on}/duties`, { duty });
      const done = await as(first, `${on}/fit`, {});
      if (done.status !== 200) throw new Error(`the fitting was refused: ${JSON.stringify(done.body)}`);
      return deviceId;
    },
  };
}
