/** The test server with the routes of the app's safety, and short ways to sign in to it. */
import { appSafetyRoutes } from '../../src/server/app-safety.ts';
import type { AppDeps } from '../../src/server/http/app.ts';
import { SESSION_KINDS, type SessionKind } from '../../src/server/sessions/viewer.ts';
import { type Cast, type TestApp, testApp } from './app.ts';

export interface SafetyApp extends TestApp {
  /** One for each second PIN that is told. */
  readonly duress: string[];
  /** Incidents that the queue was told of. */
  readonly incidents: string[];
}

/** `more`: further routes. */
export async function safetyApp(more: AppDeps['routes'] = []): Promise<SafetyApp> {
  const duress: string[] = [];
  const incidents: string[] = [];
  const t = await testApp({}, (deps) => [
    ...more,
    (app) =>
      appSafetyRoutes(app, {
        ...deps,
        jurisdictions: deps.packs.jurisdictions(),
        healthOf: () => ({ lastContactMs: deps.clock.nowMs() - 65_000 }),
        pushWorks: async () => null,
        protectedBy: async () => null,
        onTakesPart: () => undefined,
        onDuress: () => void duress.push('told'),
        onIncident: ({ incidentId }) => void incidents.push(incidentId),
      }),
  ]);
  return { ...t, duress, incidents };
}

export async function cookieOf(t: TestApp, personId: string, agent = 'test'): Promise<string> {
  const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId });
  const code = made.body.path.split('#')[1];
  const answer = await t.browser('POST', '/api/session', { body: { code }, headers: { 'user-agent': agent } });
  if (answer.cookie === null) throw new Error(`sign-in answered ${answer.status}`);
  return answer.cookie;
}

export async function personOf(t: TestApp, agencyId: string, kind: string, more: object = {}): Promise<string> {
  const request = { kind, agencyId, name: `Name of the ${kind}`, language: 'en', exercise: true, ...more };
  const made = await t.admin<{ personId: string }>('/api/people', request);
  if (made.status !== 201) throw new Error(`a ${kind} was refused: ${JSON.stringify(made.body)}`);
  return made.body.personId;
}

export const WITHOUT_PHONES = SESSION_KINDS.filter((kind) => kind !== 'protected' && kind !== 'household');

const OFFICE: Partial<Record<SessionKind, string>> = {
  ...{ police: 'police', prosecutor: 'prosecution', judge: 'court', clerk: 'court', overseer: 'oversight' },
};

/** Somebody of that kind, at an agency that has such people. */
export async function anyOf(t: TestApp, { agencyId }: Cast, kind: SessionKind): Promise<string> {
  const role = OFFICE[kind];
  if (role === undefined) return personOf(t, agencyId, kind);
  const made = await t.admin<{ agencyId: string }>('/api/agencies', { name: `A ${role}`, jurisdiction: 'kr', role });
  return personOf(t, made.body.agencyId, kind);
}
