/** The desk "same person?" over a test's own app: short ways to enter wearers, orders and devices, and to act as one of three officers. */
import { randomUUID } from 'node:crypto';
import { type Answer, type Cast, cast, type TestApp, testApp } from '../../../test/support/app.ts';
import type { PersonId } from '../../core/ids.ts';
import { DAY_MS, toIso } from '../../core/time.ts';
import type { LinkingJson } from '../../people/contract.ts';
import type { OrderJson } from '../contract.ts';
import type { LinkingDeskJson } from './contract.ts';

export interface Entered {
  readonly personId: PersonId;
  readonly linking: LinkingJson;
}

export type EnteredOrder = OrderJson & { readonly linking: LinkingJson };

/** Name, birth date and number that no other test has. */
export interface Fresh {
  readonly name: string;
  readonly birthDate: string;
  readonly identifier: string;
}

export interface Desk {
  readonly t: TestApp;
  readonly people: Cast;
  /** Cookies of two officers of the agency, and of one of another. */
  readonly first: string;
  readonly second: string;
  readonly stranger: string;
  readonly strangerId: string;
  fresh(): Fresh;
  wearer(more: object): Promise<Entered>;
  order(wearerId: string, more?: object): Promise<EnteredOrder>;
  /** Given to the person now. */
  device(personId: string): Promise<string>;
  as<T = Record<string, unknown>>(cookie: string, path: string, body?: object): Promise<Answer<T>>;
  desk(cookie?: string): Promise<LinkingDeskJson>;
  decide(cookie: string, reviewId: string, decision: 'same' | 'not-same'): Promise<Answer>;
  /** Two records that an officer is to decide upon, each with an order. */
  asked(): Promise<{ a: PersonId; b: PersonId; reviewId: string }>;
}

export async function openLinking(): Promise<Desk> {
  const t = await testApp();
  const people = await cast(t);
  const { agencyId } = people;
  let strangerId = '';
  const officer = async (ofAgency: string): Promise<string> => {
    const request = { kind: 'officer', agencyId: ofAgency, name: 'Desk', exercise: true };
    const { personId } = (await t.admin<Entered>('/api/people', request)).body;
    strangerId = personId;
    const { path } = (await t.admin<{ path: string }>('/api/sign-in-codes', { personId })).body;
    return (await t.browser('POST', '/api/session', { body: { code: path.split('#')[1] } })).cookie!;
  };
  const other = (await t.admin<{ agencyId: string }>('/api/agencies', { name: 'Other office' })).body;
  const [first, second, stranger] = [await officer(agencyId), await officer(agencyId), await officer(other.agencyId)];
  const made = async <T>(path: string, body: object): Promise<T> => {
    const answer = await t.admin<T>(path, body);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  let count = 0;
  const fresh = (): Fresh => {
    count += 1;
    const birthDate = toIso(Date.parse('1970-01-01') + count * DAY_MS).slice(0, 10);
    return { name: `Wearer ${randomUUID()}`, birthDate, identifier: `NO ${randomUUID()}` };
  };
  const wearer: Desk['wearer'] = (more) => made('/api/people', { kind: 'wearer', agencyId, exercise: true, ...more });
  const order: Desk['order'] = (wearerId, more = {}) => {
    const request = { agencyId, wearerId, protectedIds: [people.protectedPerson], exercise: true, ...more };
    return made('/api/orders', request);
  };
  const as: Desk['as'] = (cookie, path, body) =>
    t.browser(body === undefined ? 'GET' : 'POST', path, { cookie, ...(body === undefined ? {} : { body }) });
  return {
    ...{ t, people, first, second, stranger, strangerId, fresh, wearer, order, as },
    async device(personId) {
      const { deviceId } = await made<{ deviceId: string }>('/api/devices', { agencyId, protocol: 'osmand' });
      await made(`/api/devices/${deviceId}/assignments`, { personId });
      return deviceId;
    },
    desk: async (cookie = first) => (await as<LinkingDeskJson>(cookie, '/api/desk/linking')).body,
    decide: (cookie, reviewId, decision) =>
      as(cookie, `/api/desk/linking/reviews/${reviewId}`, { decision, reason: 'documents' }),
    async asked() {
      const { name, birthDate } = fresh();
      const [a, b] = [await wearer({ name, birthDate }), await wearer({ name, birthDate })];
      await order(a.personId);
      await order(b.personId);
      return { a: a.personId, b: b.personId, reviewId: b.linking.reviews[0]! };
    },
  };
}
