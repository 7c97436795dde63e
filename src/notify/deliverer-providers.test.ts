import { afterEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type DeliverySetting, type DeliveryTest, deliveryTest, ofChannel } from '../../test/support/deliverer.ts';
import { Deliverer } from './deliverer.ts';
import { NOTIFY_LIMITS as LIMITS } from './limits.ts';
import type { PhoneMessage, PhoneProvider, Sent } from './providers/provider.ts';
import { Providers } from './providers/registry.ts';

let t: DeliveryTest;
afterEach(async () => {
  await t.close();
});

async function open(setting: DeliverySetting = {}): Promise<DeliveryTest> {
  t = await deliveryTest(setting);
  return t;
}

/** Counts what it is given, and answers as told. */
function provider(answer: (message: PhoneMessage, signal: AbortSignal) => Promise<Sent>) {
  const got: PhoneMessage[] = [];
  const one: PhoneProvider = {
    name: 'real',
    isReal: true,
    async send(message, signal) {
      got.push(message);
      return answer(message, signal);
    },
    close: async () => undefined,
  };
  return { one, got };
}

describe('a provider', () => {
  it('never gets a message for a made-up person: it goes to the sink, and the provider would refuse it (H-161)', async () => {
    const { one, got } = provider(async () => ({ kind: 'accepted', ref: null }));
    await open({ sms: one, call: one });
    await t.warn(await t.incident('danger'), 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect(got).toEqual([]);
    const message = {
      channel: 'sms',
      attemptId: 'a',
      exercise: true,
      recipientId: t.personId,
      to: '+821',
      text: 'x',
      language: 'en',
      callbackUrl: null,
    } as const;
    const handed = t.providers.phone('sms', false)!.send(message, new AbortController().signal);
    expect(await handed).toEqual({ kind: 'refused', reason: 'not-taken' });
    expect(got).toEqual([]);
  });

  it('that fails is asked again with the same key, later each time, until it takes it', async () => {
    let fails = 3;
    const { one, got } = provider(async () =>
      fails-- > 0 ? { kind: 'failed', reason: 'refused' } : { kind: 'accepted', ref: 'x1' },
    );
    await open({ sms: one, limits: { failuresToOpen: 99 } });
    t.real.add(t.personId);
    const incidentId = await t.incident('warning');
    await t.warn(incidentId, 'warning');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => {
      await t.goOn(1_000);
      return (await t.statesOf(incidentId, 'sms'))[0] === 'accepted';
    });
    expect(got.length).toBe(4);
    expect(new Set(got.map(({ attemptId }) => attemptId)).size).toBe(1);
    expect(ofChannel(await t.attempts(incidentId), 'sms')[0]!.tries).toBe(4);
  });

  it('that hangs holds up no other, is cut off in time, and its trouble is told until it is well', async () => {
    let isWell = false;
    const hangs = provider((_message, signal) =>
      isWell
        ? Promise.resolve({ kind: 'accepted', ref: null })
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const works = provider(async () => ({ kind: 'accepted', ref: null }));
    await open({
      ...{ sms: hangs.one, call: works.one },
      limits: { failuresToOpen: 1, requestMs: { push: 50, sms: 50, call: 50 } },
    });
    t.real.add(t.personId);
    const incidentId = await t.incident('warning');
    await t.warn(incidentId, 'warning');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => (await t.statesOf(incidentId, 'call'))[0] === 'accepted');
    await t.until(() => t.circuits.length === 1);
    expect(t.circuits).toEqual([['sms:real', true]]);
    const asked = hangs.got.length;
    await t.goOn(2_000);
    expect(hangs.got.length).toBe(asked);
    isWell = true;
    await t.until(async () => {
      await t.goOn(LIMITS.openForMs);
      return (await t.statesOf(incidentId, 'sms'))[0] === 'accepted';
    });
    expect(t.circuits.at(-1)).toEqual(['sms:real', false]);
  });

  it('is never asked more at once than it has room for, however often delivery is woken', async () => {
    let most = 0;
    let now = 0;
    const { one, got } = provider(async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= 1;
      return { kind: 'accepted', ref: null };
    });
    await open({ sms: one, limits: { concurrency: { push: 2, sms: 2, call: 2 } } });
    t.real.add(t.personId);
    for (let i = 0; i < 12; i += 1) await t.warn(await t.incident('warning'), 'warning');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => {
      t.deliverer.wake();
      return got.length === 12;
    });
    expect(most).toBe(2);
  });

  it('none for a real person, or no number: it is said at once, and not tried for ever', async () => {
    await open();
    t.real.add(t.personId);
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => (await t.attempts(incidentId)).filter(({ state }) => state === 'failed').length === 2);
    expect((await t.attempts(incidentId)).map(({ reason }) => reason)).toEqual(['no-provider', 'no-provider']);
    t.real.clear();
    t.phone = null;
    const second = await t.incident('danger');
    await t.warn(second, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => (await t.attempts(second)).filter(({ reason }) => reason === 'no-address').length === 2);
    await t.goOn(LIMITS.giveUpAfterMs);
    await t.until(async () => (await t.deliveries(second))[0]!.outcome === 'exhausted');
    expect((await t.deliveries(second))[0]).toMatchObject({ reached: false });
    expect(t.providers.sink.messages()).toEqual([]);
  });
});

describe('a danger that stands', () => {
  it('is carried by SMS after an outage of ten minutes, and though the provider asked for an hour', async () => {
    let isWell = false;
    const { one, got } = provider(async () =>
      isWell ? { kind: 'accepted', ref: 'x1' } : { kind: 'failed', reason: 'refused', afterMs: 3_600_000 },
    );
    await open({ sms: one, limits: { failuresToOpen: 99 } });
    t.real.add(t.personId);
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    for (let i = 1; i <= 5; i += 1) {
      await t.until(
        async () => ofChannel(await t.attempts(incidentId), 'sms')[0]?.state === 'queued' && got.length === i,
      );
      await t.goOn(LIMITS.retryAfterMsMax);
    }
    isWell = true;
    await t.goOn(LIMITS.retryAfterMsMax);
    await t.until(async () => (await t.statesOf(incidentId, 'sms'))[0] === 'accepted');
  });

  it('is not given up for its age: it was found long before anybody could deliver it', async () => {
    await open();
    await t.subscribe();
    await t.deliverer.stop();
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    t.clock.atMs += 2 * LIMITS.giveUpAfterMs;
    const next = new Deliverer(t.deps);
    await next.start();
    await t.until(() => t.pushService.pushed.length === 1 && t.providers.sink.messages().length === 2);
    await next.stop();
  });

  it('is not given up for the time in which no process was there, nor is what waited', async () => {
    await open();
    const incidentId = await t.incident('danger');
    const { one, got } = provider(async () => ({ kind: 'accepted', ref: null }));
    await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    await t.deliverer.stop();
    // As a crash before it was sent leaves it.
    await asOwner(t.db, (owner) =>
      owner.query(`update notify.attempt set state = 'queued', tries = 0, sent_at_ms = null, accepted_at_ms = null, ended_at_ms = null, provider = 'sms:real'
       where channel = 'sms'`),
    );
    t.real.add(t.personId);
    t.clock.atMs += 2 * LIMITS.giveUpAfterMs;
    const providers = new Providers({ clock: t.clock, push: t.providers.push, sms: one, call: null });
    const next = new Deliverer({ ...t.deps, providers });
    await next.start();
    await t.until(() => got.length === 1);
    await t.until(async () => (await t.statesOf(incidentId, 'sms'))[0] === 'accepted');
    expect((await t.deliveries(incidentId))[0]!.outcome).toBe('going-on');
    await next.stop();
  });

  it('is not given up for the time in which the database was away', async () => {
    let isAway = false;
    await open();
    await t.deliverer.stop();
    const { database } = t.deps;
    const failing = {
      ...database,
      query: database.query.bind(database),
      transaction: (run: Parameters<typeof database.transaction>[0]) =>
        isAway ? Promise.reject(new Error('the database is away')) : database.transaction(run),
    } as typeof database;
    const next = new Deliverer({ ...t.deps, database: failing });
    await next.start();
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    next.wake();
    await t.until(
      async () => (await t.db.database.query(`select from notify.outbox where begun_at_ms is not null`)).rowCount === 1,
    );
    isAway = true;
    next.wake();
    await t.until(() => t.errors.length > 0);
    t.clock.atMs += 2 * LIMITS.giveUpAfterMs;
    isAway = false;
    next.wake();
    await t.until(() => t.providers.sink.messages().length === 2);
    await next.stop();
  });
});

describe('a new process', () => {
  it('goes on from the rows: what was sent and not recorded is sent again, as the same attempt', async () => {
    await open();
    const browser = await t.subscribe();
    // It took the message, and its answer never came: as a crash between the two leaves it.
    t.pushService.answer = () => undefined;
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.pushService.received(1);
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'sent');
    t.pushService.answer = (response) => void response.writeHead(201).end();
    const next = new Deliverer(t.deps);
    await next.start();
    await t.pushService.received(2);
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'accepted');
    const ids = t.pushService.pushed.map((pushed) => browser.open(pushed).id);
    expect(new Set(ids).size).toBe(1);
    await next.stop();
  });
});
