/** A running Magpie, asked as a phone, an officer and a provider would ask it. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { type Browser, openPushService, type PushService } from '../../test/support/push-service.ts';
import type { WarningId } from '../core/ids.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import type { DeliveryJson, MyPlan } from '../notify/contract.ts';
import { enqueue, NOTIFY_LIMITS } from '../notify/service.ts';
import { createPerson } from '../people/service.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let other: TestCase;
let service: PushService;
let browser: Browser;
let mine: string;
let officer: string;

beforeAll(async () => {
  db = await testDatabase();
  service = await openPushService();
  magpie = newMagpie({ appUrl: db.appUrl, notify: { pushServices: [service.origin] } });
  one = await makeCase(magpie);
  other = await makeCase(magpie, { name: 'other' });
  await magpie.start();
  mine = await signedIn(magpie, one.protectedId);
  officer = await signedIn(magpie, one.officerId);
  browser = service.subscribe();
});
afterAll(async () => {
  await magpie?.stop();
  await service?.close();
  await db?.close();
});

async function call<T>(
  method: string,
  path: string,
  cookie: string | null,
  body?: object | string,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method,
    headers: {
      ...(cookie === null ? {} : { cookie, 'x-magpie': '1' }),
      ...(body === undefined
        ? {}
        : { 'content-type': typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (let i = 0; i < 500; i += 1) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to hold');
}

const subscription = (of: Browser) => ({ endpoint: of.endpoint, keys: of.keys, language: 'ko' });

async function warn(
  level: string,
  recipientId: string = one.protectedId,
): Promise<{ incidentId: string; warningId: string }> {
  const incidentId = crypto.randomUUID();
  const warningId = crypto.randomUUID() as WarningId;
  const nowMs = magpie.options.clock.nowMs();
  await magpie.database.transaction(async (tx) => {
    await tx.query(
      `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
         highest_level, opened_at_ms, changed_at_ms) values ($1, $2, 'approach', $3, $4, $5, true, 'unacknowledged', $6, $6, $7, $7)`,
      [incidentId, `pair:${crypto.randomUUID()}`, one.orderId, one.agencyId, one.wearerId, level, nowMs],
    );
    const row = { warningId, incidentId, pairId: one.pairId, recipientId, level, createdAtMs: nowMs };
    await enqueue(tx, row);
  });
  magpie.notify.deliverer.wake();
  return { incidentId, warningId };
}

describe('a plan', () => {
  it('is everything until it is changed, and tells what reaches the closed phone', async () => {
    const { body } = await call<MyPlan>('GET', '/api/me/warning-plan', mine);
    expect(body.plan).toMatchObject({
      channels: { push: true, sms: true, call: true },
      calm: false,
      notification: { title: 'Memo' },
    });
    expect(body.reach).toEqual({ phones: 0, sms: false, call: false, hasNumber: false });
  });

  it('is kept; a wrong one is refused, and nobody else reads it', async () => {
    const plan = {
      channels: { push: true, sms: false, call: true },
      calm: true,
      quietHours: { fromMinute: 1320, toMinute: 420 },
      notification: { title: 'Shopping', body: '' },
    };
    expect((await call<MyPlan>('PUT', '/api/me/warning-plan', mine, plan)).body.plan).toEqual(plan);
    for (const wrong of [
      { ...plan, calm: 1 },
      { ...plan, notification: { title: '  ', body: '' } },
      { ...plan, quietHours: { fromMinute: -1, toMinute: 1440 } },
      { ...plan, more: 1 },
    ]) {
      expect((await call('PUT', '/api/me/warning-plan', mine, wrong)).status).toBe(400);
    }
    expect((await call('GET', '/api/me/warning-plan', officer)).status).toBe(403);
    expect((await call('GET', '/api/me/warning-plan', null)).status).toBe(401);
    const { rows } = await db.database.query<{ sealed: Buffer }>(`select sealed from notify.plan`);
    expect(rows[0]!.sealed.includes('Shopping')).toBe(false);
  });
});

describe('a phone', () => {
  it('subscribes at a push service on the list, and at no other place', async () => {
    for (const endpoint of ['https://127.0.0.1/x', 'http://10.0.0.1/push', 'https://example.com/push', 'not-a-url']) {
      const answer = await call('POST', '/api/me/push-subscriptions', mine, { ...subscription(browser), endpoint });
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body)).not.toContain(endpoint);
    }
    expect((await call('POST', '/api/me/push-subscriptions', mine, subscription(browser))).status).toBe(201);
    expect((await call('POST', '/api/me/push-subscriptions', mine, subscription(browser))).status).toBe(201);
    expect((await call<MyPlan>('GET', '/api/me/warning-plan', mine)).body.reach.phones).toBe(1);
    expect((await call<{ key: string }>('GET', '/api/me/push-key', mine)).body.key).toMatch(/^[\w-]{87}$/);
  });

  // HAZARD H-476: a browser that changed hands goes on being told of who had it before
  it('a browser that changed hands is told of its new owner alone (H-476)', async () => {
    const theirs = await signedIn(magpie, other.protectedId);
    const shared = service.subscribe();
    const phonesOf = async (who: string) => (await call<MyPlan>('GET', '/api/me/warning-plan', who)).body.reach.phones;
    expect((await call('POST', '/api/me/push-subscriptions', mine, subscription(shared))).status).toBe(201);
    expect([await phonesOf(mine), await phonesOf(theirs)]).toEqual([2, 0]);
    expect((await call('POST', '/api/me/push-subscriptions', theirs, subscription(shared))).status).toBe(201);
    expect([await phonesOf(mine), await phonesOf(theirs)]).toEqual([1, 1]);
  });

  it('is warned within a moment, tells that it showed it, and the officers see each step, no address and no number', async () => {
    const before = service.pushed.length;
    const { incidentId } = await warn('warning');
    await service.received(before + 1);
    const payload = browser.open(service.pushed.at(-1)!) as { id: string; key: string; title: string };
    expect(payload.title).toBe('훈련 · Shopping');
    const receipt = { id: payload.id, key: payload.key, event: 'displayed' };
    // A key that is not of this message, and one of another kind.
    const forged = await call('POST', '/api/me/push-receipts', '', {
      ...receipt,
      key: `${payload.key.slice(0, -2)}AA`,
    });
    expect(forged.status).toBe(404);
    // Without a cookie: the service worker has none to send when the browser keeps it back.
    expect((await call('POST', '/api/me/push-receipts', '', receipt)).status).toBe(204);
    const delivery = await until(async () => {
      const { body } = await call<{ deliveries: DeliveryJson[] }>(
        'GET',
        `/api/incidents/${incidentId}/deliveries`,
        officer,
      );
      return body.deliveries[0]?.outcome === 'displayed' ? body.deliveries[0] : null;
    });
    expect(delivery).toMatchObject({ reached: true, attempts: [{ channel: 'push', number: 1, state: 'displayed' }] });
    const said = JSON.stringify(delivery);
    for (const secret of [browser.endpoint, browser.keys.auth, 'subscription', '0000-', 'provider'])
      expect(said).not.toContain(secret);
    const stranger = await signedIn(magpie, other.officerId);
    expect((await call('GET', `/api/incidents/${incidentId}/deliveries`, stranger)).status).toBe(404);
    expect((await call('GET', `/api/incidents/${incidentId}/deliveries`, mine)).status).toBe(403);
  });
});

describe('a trial', () => {
  it('goes over all ways that are chosen, says that it is one, and is shown to nobody else', async () => {
    const before = service.pushed.length;
    const made = await call<{ delivery: DeliveryJson }>('POST', '/api/me/try-warning', mine, {});
    expect(made.status).toBe(201);
    await service.received(before + 1);
    expect(browser.open(service.pushed.at(-1)!)).toMatchObject({ body: '시험' });
    const path = `/api/me/try-warning/${made.body.delivery.warningId}`;
    const attempts = await until(async () => {
      const { delivery } = (await call<{ delivery: DeliveryJson }>('GET', path, mine)).body;
      return delivery.attempts.some(({ channel, state }) => channel === 'call' && state === 'failed')
        ? delivery.attempts
        : null;
    });
    // No number is on record, and SMS is left out by the plan.
    expect(attempts.map(({ channel, reason }) => [channel, reason]).sort()).toEqual([
      ['call', 'no-address'],
      ['push', null],
    ]);
    expect((await call('GET', path, await signedIn(magpie, other.protectedId))).status).toBe(404);
  });
});

describe('a provider', () => {
  it('tells by the proof in the address, as JSON or as a form; a wrong proof tells nothing (H-167)', async () => {
    const { warningId, incidentId } = await warn('danger');
    const { attemptIdOf, proofOf } = await import('../notify/proofs.ts');
    const attemptId = attemptIdOf(warningId, 'call', null, 1);
    await magpie.database.query(
      `insert into notify.attempt (attempt_id, warning_id, recipient_id, channel, step, provider, state, urgency, queued_at_ms, next_try_at_ms, accepted_at_ms, ended_at_ms)
       values ($1, $2, $3, 'call', 1, 'call:sink', 'accepted', 2, $4, $4, $4, $4)`,
      [attemptId, warningId, one.protectedId, magpie.options.clock.nowMs()],
    );
    const path = `/api/notify/callbacks/call/${attemptId}/${proofOf(magpie.sealer, 'callback', attemptId)}`;
    const state = async () => {
      const { body } = await call<{ deliveries: DeliveryJson[] }>(
        'GET',
        `/api/incidents/${incidentId}/deliveries`,
        officer,
      );
      return body.deliveries[0]!.attempts.find(({ channel }) => channel === 'call')!.state;
    };
    expect((await call('POST', `${path.slice(0, -3)}AAA`, null, { status: 'answered' })).status).toBe(404);
    expect((await call('POST', path.replace('/call/', '/sms/'), null, { status: 'delivered' })).status).toBe(204);
    expect(await state()).toBe('accepted');
    expect((await call('POST', path, null, { status: 'Answered' })).status).toBe(204);
    expect(await state()).toBe('answered');
    // From another site's page as well: nothing but the proof counts, and no session acts through it.
    expect(
      (await call('POST', path, null, 'digits=1&status=completed', { origin: 'https://provider.test' })).status,
    ).toBe(204);
    expect(await state()).toBe('confirmed');
    await until(async () =>
      (await call<{ deliveries: DeliveryJson[] }>('GET', `/api/incidents/${incidentId}/deliveries`, officer)).body
        .deliveries[0]!.outcome === 'seen'
        ? true
        : null,
    );
  });

  it('the sink is shown on this machine, and holds no number', async () => {
    const { body, status } = await call<{ messages: unknown[] }>('GET', '/api/notify/sink', null);
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toContain('+82');
  });
});

describe('limits', () => {
  it('are of a message and of a person, not of the address that many share', async () => {
    const trial = async (cookie: string) => (await call('POST', '/api/me/try-warning', cookie, {})).status;
    const [hers, others] = [await signedIn(magpie, one.protectedId), await signedIn(magpie, other.protectedId)];
    const many = async () => [await trial(others), await trial(others), await trial(others), await trial(others)];
    expect(await many()).toEqual([201, 201, 201, 429]);
    expect(await trial(hers)).toBe(201);
    const receipt = { key: 'x'.repeat(40), event: 'displayed' };
    const tell = async (id: string) => (await call('POST', '/api/me/push-receipts', '', { ...receipt, id })).status;
    const id = crypto.randomUUID();
    const statuses = [];
    for (let i = 0; i <= NOTIFY_LIMITS.receiptsPerMinute; i += 1) statuses.push(await tell(id));
    expect(statuses.slice(-2)).toEqual([404, 429]);
    expect(await tell(crypto.randomUUID())).toBe(404);
  });
});

describe('a household member', () => {
  // HAZARD H-205: somebody who does not take part learns from a message when the wearer is near
  it('is told nothing until they consent, nor when they withdraw', async () => {
    const { database, sealer, options } = magpie;
    const deps = { database, sealer, clock: options.clock, randomBytes, jurisdictions: new Set(['kr']) };
    const request = {
      kind: 'household',
      agencyId: one.agencyId,
      name: 'a member',
      phone: null,
      language: 'en',
    } as const;
    const home = { householdOf: one.protectedId, exercise: true };
    const made = await createPerson(deps, { ...request, ...home }, { kind: 'system', id: null });
    const { personId } = valueOrRefuse(made);
    const outcome = async (warningId: string) => {
      const { rows } = await database.query<{ reason: string | null; begun: number | null }>(
        `select outcome_reason as reason, begun_at_ms as begun from notify.outbox where warning_id = $1`,
        [warningId],
      );
      return rows[0]!.begun === null ? null : (rows[0]!.reason ?? 'going-on');
    };
    const take = async (takePart: boolean) =>
      call('POST', '/api/me/participation', await signedIn(magpie, personId), { takePart });
    const first = await warn('danger', personId);
    expect(await until(() => outcome(first.warningId))).toBe('not-taking-part');
    expect((await take(true)).status).toBe(200);
    const { warningId } = await warn('danger', personId);
    expect(await until(() => outcome(warningId))).toBe('going-on');
    expect((await take(false)).status).toBe(200);
    await until(async () => ((await outcome(warningId)) === 'not-taking-part' ? true : null));
  });
});

describe('signing out', () => {
  const desk = (): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: officer, 'x-magpie': '1' },
    body: JSON.stringify({ makeLink: false, removeLock: false }),
  });
  const ways: [how: string, end: (stolen: string) => Promise<unknown>][] = [
    ['by itself', (stolen) => call('DELETE', '/api/session', stolen)],
    ['from another phone', async () => call('DELETE', '/api/me/phones', await signedIn(magpie, one.protectedId))],
    ['at the desk', () => fetch(`http://127.0.0.1:${magpie.port}/api/desk/people/${one.protectedId}/sign-out`, desk())],
    [
      'by its time running out',
      () => db.database.query(`update server.session set expires_at_ms = $1`, [magpie.options.clock.nowMs() - 1]),
    ],
  ];
  // HAZARD H-164: what the session subscribed ends with it, however it ends; H-167: nor does what it says count
  it.each(ways)('%s ends what that phone gets, and what it says', async (_how, end) => {
    // What earlier tests warn of would come to each new phone.
    await db.database.query(`delete from notify.push_subscription`);
    await db.database.query(
      `update notify.outbox set due_at_ms = null, ended_at_ms = 1, outcome = 'dropped' where due_at_ms is not null`,
    );
    officer = await signedIn(magpie, one.officerId);
    const stolen = await signedIn(magpie, one.protectedId);
    const phone = service.subscribe();
    expect((await call('POST', '/api/me/push-subscriptions', stolen, subscription(phone))).status).toBe(201);
    const path = new URL(phone.endpoint).pathname;
    const pushed = () => service.pushed.filter((one) => one.path === path);
    await warn('danger');
    await until(async () => (pushed().length === 1 ? true : null));
    const { id, key } = phone.open(pushed()[0]!) as { id: string; key: string };
    await end(stolen);
    expect((await call('POST', '/api/me/push-receipts', '', { id, key, event: 'opened' })).status).toBe(204);
    const { rows } = await db.database.query<{ state: string }>(
      `select state from notify.attempt where attempt_id = $1`,
      [id],
    );
    expect(rows[0]!.state).not.toBe('confirmed');
    const before = await signedIn(magpie, one.protectedId);
    expect((await call<MyPlan>('GET', '/api/me/warning-plan', before)).body.reach.phones).toBe(0);
    const next = await warn('danger');
    await until(async () =>
      (await db.database.query(`select from notify.outbox where warning_id = $1 and due_at_ms > 0`, [next.warningId]))
        .rowCount === 1
        ? true
        : null,
    );
    expect(pushed()).toHaveLength(1);
  });
});
