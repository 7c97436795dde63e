/** Offices with people and systems of their own on a database of a test's own, and short ways for them to act in proceedings. */
import { randomBytes, randomUUID } from 'node:crypto';
import { valueOrRefuse } from '../../src/core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../src/core/time.ts';
import { DocumentWorker } from '../../src/orders/documents/worker/document-worker.ts';
import { type ExchangeJson, endpointRequestSchema } from '../../src/orders/exchange/contract.ts';
import { courtDecision } from '../../src/orders/exchange/court-decision.fixture.ts';
import { createEndpoint } from '../../src/orders/exchange/endpoints.ts';
import type { Notice } from '../../src/orders/exchange/notice.ts';
import { loadNoticesOf } from '../../src/orders/exchange/notices.sql.ts';
import { exchangeRoutes } from '../../src/orders/exchange/routes.ts';
import { sign } from '../../src/orders/exchange/signing.ts';
import type { ProceedingDetailJson } from '../../src/orders/process/contract.ts';
import { exchangeHandlers } from '../../src/server/exchange-handlers.ts';
import { viewerOf } from '../../src/server/sessions/viewer.ts';
import { type TestApp, testApp } from './app.ts';
import { caseRoutes } from './cases.ts';
import { SYSTEM } from './exchange.ts';

export interface Member {
  readonly id: string;
  /** Empty: signs in with the next call. */
  cookie: string;
}

const ROLES = ['monitoring', 'police', 'prosecution', 'court'];

const MEMBERS = [
  ['officer', 'monitoring'],
  ['police', 'police'],
  ['prosecutor', 'prosecution'],
  ['judge', 'court'],
  ['protected', 'monitoring'],
  ['wearer', 'monitoring'],
] as const;

export class Offices {
  readonly t: TestApp;
  /** By role; `otherCourt` and `otherPolice` have no part in anything. */
  readonly office: Record<string, string> = {};
  readonly who: Record<string, Member> = {};
  /** Orders that were told to have changed by a message. */
  readonly changed: string[];
  readonly #keys = new Map<string, { endpointId: string; key: string }>();

  constructor(t: TestApp, changed: string[]) {
    this.t = t;
    this.changed = changed;
  }

  static async open(): Promise<Offices> {
    const changed: string[] = [];
    // No documents come in here: the worker's thread never begins.
    const cases = caseRoutes(new DocumentWorker());
    const t = await testApp({}, (deps) => [
      ...cases(deps),
      (app) =>
        exchangeRoutes(app, {
          ...{ ...deps, randomBytes, handlers: exchangeHandlers(deps), folders: null, hasFolders: false },
          ...{ onOrderChange: (id) => void changed.push(id), onRefused: () => undefined, wake: () => undefined },
          inTurn: (work) => work(),
          staffOf: viewerOf,
        }),
    ]);
    const offices = new Offices(t, changed);
    await offices.#found();
    return offices;
  }

  async #found(): Promise<void> {
    const { t, office, who } = this;
    const agency = async (name: string, role: string) =>
      (await t.admin<{ agencyId: string }>('/api/agencies', { name: `Drill ${name}`, role })).body.agencyId;
    for (const role of ROLES) office[role] = await agency(role, role);
    office.otherCourt = await agency('other court', 'court');
    office.otherPolice = await agency('other police', 'police');
    for (const [kind, of] of MEMBERS) {
      const phone = kind === 'protected' ? '+82 10-0000-0001' : null;
      const request = { kind, agencyId: office[of], name: `Made up ${kind}`, exercise: true, phone };
      who[kind] = { id: (await t.admin<{ personId: string }>('/api/people', request)).body.personId, cookie: '' };
    }
    await t.admin('/api/people', {
      ...{ kind: 'household', agencyId: office.monitoring, name: 'Made up child', exercise: true },
      ...{ householdOf: who.protected!.id, minor: true },
    });
    for (const name of ['court', 'otherCourt', 'prosecution'])
      this.#keys.set(name, await this.#endpoint(office[name]!));
  }

  async #endpoint(agencyId: string) {
    const { deps } = this.t;
    const request = endpointRequestSchema.parse({
      ...{ agencyId, kind: 'webhook', url: 'http://127.0.0.1:1/', network: 'loopback', tells: [], exercise: true },
      accepts: ['court-decision', 'non-indictment', 'acquittal'],
    });
    const made = await createEndpoint({ ...deps, randomBytes, hasFolders: false }, request, SYSTEM);
    const { endpoint, told } = valueOrRefuse(made);
    return { endpointId: endpoint.endpointId, key: told.in! };
  }

  /** A signed message of that office's system. */
  async send(from: string, type: string, data: object, id: string = randomUUID()) {
    const { endpointId, key } = this.#keys.get(from)!;
    const { app, clock } = this.t;
    const message = { type, version: 1, timestamp: new Date(clock.atMs).toISOString(), exercise: true, data };
    const payload = Buffer.from(JSON.stringify(message));
    const headers = { ...sign([key], id, clock.atMs, payload), 'content-type': 'application/json' };
    const answer = await app.inject({ method: 'POST', url: `/api/exchange/${endpointId}`, payload, headers });
    return { status: answer.statusCode, body: answer.json() as { error?: { code: string; message: string } } };
  }

  async call<T = ProceedingDetailJson>(kind: string, method: 'GET' | 'POST', path: string, body?: object) {
    const { t } = this;
    const one = this.who[kind]!;
    if (one.cookie === '') {
      const made = await t.admin<{ path: string }>('/api/sign-in-codes', { personId: one.id });
      const code = made.body.path.split('#')[1]!;
      one.cookie = (await t.browser('POST', '/api/session', { body: { code } })).cookie!;
    }
    const { cookie } = one;
    return t.browser<T>(method, path, body === undefined ? { cookie } : { cookie, body });
  }

  /** By the prosecutor, for a device, an hour ago. */
  async filed(): Promise<ProceedingDetailJson> {
    const { office, who, t } = this;
    const { status, body } = await this.call('prosecutor', 'POST', '/api/proceedings', {
      ...{ procedure: 'provisional-measures', respondentId: who.wearer!.id, protectedIds: [who.protected!.id] },
      offices: { courtId: office.court, monitoringId: office.monitoring, policeId: office.police },
      act: { act: 'file', measures: ['provisional-3-2'] },
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    t.clock.atMs += HOUR_MS;
    return body;
  }

  /** As the court's system sends it of that proceeding, a minute ago. */
  decisionOn(number: string) {
    const { t, who } = this;
    const decidedAt = new Date(t.clock.atMs - 60_000).toISOString();
    const fixture = courtDecision();
    const protectedId = who.protected!.id;
    const measures = fixture.measures.map((measure) => ({
      ...{ ...measure, from: decidedAt, fitBy: new Date(t.clock.atMs + 2 * DAY_MS).toISOString() },
      conditions: measure.conditions.map((one) => ('ofRef' in one ? { ...one, ofRef: protectedId } : one)),
    }));
    return {
      ...{ ...fixture, measures, applicationRef: number, decision: 'granted', reasons: [], decidedAt },
      ...{ wearerRef: who.wearer!.id, protectedRefs: [protectedId] },
    };
  }

  async seen(id: string): Promise<ProceedingDetailJson> {
    return (await this.call('prosecutor', 'GET', `/api/proceedings/${id}`)).body;
  }

  async exchangeOf(kind: string): Promise<ExchangeJson> {
    return (await this.call<ExchangeJson>(kind, 'GET', '/api/exchange/notices')).body;
  }

  /** Of one proceeding, as they were written. */
  async noticesOf(proceedingId: string): Promise<Notice[]> {
    const all = await Promise.all(ROLES.map((role) => loadNoticesOf(this.t.deps.database, this.office[role]!, 0, 500)));
    const mine = all.flat().filter((notice) => notice.proceedingId === proceedingId);
    return [...new Map(mine.map((one) => [one.noticeId, one])).values()].sort((a, b) => a.number - b.number);
  }
}
