import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import {
  type DeliverySetting,
  type DeliveryTest,
  deliveryTest,
  ofChannel,
  PAIR,
  SYSTEM,
} from '../../test/support/deliverer.ts';
import { NOTIFY_LIMITS as LIMITS } from './limits.ts';
import { insertTrial } from './outbox.sql.ts';
import { removePhonesOfSession, savePlan } from './plans.ts';
import { attemptIdOf, proofOf } from './proofs.ts';
import { insertReceipt } from './service.ts';

let t: DeliveryTest;
afterEach(async () => {
  await t.close();
});

async function open(setting: DeliverySetting = {}): Promise<DeliveryTest> {
  t = await deliveryTest(setting);
  return t;
}

describe('a warning', () => {
  it('goes at once to every phone, encrypted, urgent, with a topic, and says nothing but a neutral text', async () => {
    await open();
    const [one, two] = [await t.subscribe(), await t.subscribe()];
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.pushService.received(2);
    const { headers } = t.pushService.pushed[0]!;
    expect(headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm', ttl: '300' });
    expect(headers.topic).toMatch(/^[\w-]{1,32}$/);
    expect(headers.authorization).toMatch(/^vapid t=[\w.-]+, k=[\w-]+$/);
    for (const [browser, pushed] of [one, two].map(
      (b) => [b, t.pushService.pushed.find((p) => b.endpoint.endsWith(p.path))!] as const,
    )) {
      const payload = browser.open(pushed);
      expect(payload).toMatchObject({ v: 1, title: 'EXERCISE · Memo', body: '1 new note', loud: 'full', quiet: null });
      expect(Object.keys(payload).sort()).toEqual(['body', 'id', 'key', 'loud', 'quiet', 'tag', 'title', 'v']);
      // HAZARD H-169: what is pushed tells whoever reads along of whom or what it is
      const said = JSON.stringify(payload);
      expect(said).not.toMatch(/danger|wearer|incident|pair|lat|lon|order/i);
      for (const secret of [incidentId, t.personId, PAIR, t.agencyId]) expect(said).not.toContain(secret);
    }
    await t.until(async () => (await t.statesOf(incidentId, 'push')).join() === 'accepted,accepted');
    const [delivery] = await t.deliveries(incidentId);
    expect(delivery).toMatchObject({ outcome: 'going-on', reached: false, level: 'danger' });
  });

  it('unless shown within 20 s goes by SMS and call too; that the push service took it is not shown', async () => {
    await open();
    await t.subscribe();
    const incidentId = await t.incident('warning');
    await t.warn(incidentId, 'warning');
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'accepted');
    await t.goOn(LIMITS.louderAfterMs - 1);
    expect(ofChannel(await t.attempts(incidentId), 'sms')).toEqual([]);
    await t.goOn(1);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect(
      t.providers.sink
        .messages()
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['call', 'sms']);
    const sms = t.providers.sink.messages().find(({ channel }) => channel === 'sms')!;
    expect(sms.text).toBe('EXERCISE. Memo: Open the app.');
    const entries = await auditOf('identity.used-to-warn');
    expect(entries.map(({ about }) => about.channel).sort()).toEqual(['call', 'sms']);
  });

  it.each([
    [
      'is shown by the open page',
      async (warningId: string) => {
        await t.db.database.transaction((tx) =>
          insertReceipt(tx, { warningId, recipientId: t.personId, channel: 'live', displayedAtMs: t.clock.nowMs() }),
        );
      },
      'seen',
    ],
    [
      'is displayed by the phone',
      async (warningId: string) => {
        const { rows } = await t.db.database.query<{ attempt_id: string }>(
          `select attempt_id from notify.attempt where warning_id = $1`,
          [warningId],
        );
        await t.deliverer.heard({ attemptId: rows[0]!.attempt_id, channels: ['push'] }, 'displayed');
      },
      'displayed',
    ],
  ] as const)('that %s within 20 s goes no further', async (_how, show, outcome) => {
    await open();
    await t.subscribe();
    const incidentId = await t.incident('warning');
    const warningId = await t.warn(incidentId, 'warning');
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'accepted');
    await show(warningId);
    await t.goOn(LIMITS.louderAfterMs);
    await t.until(async () => (await t.deliveries(incidentId))[0]!.outcome === outcome);
    await t.goOn(LIMITS.giveUpAfterMs);
    expect(t.providers.sink.messages()).toEqual([]);
  });

  it('is called again until "1" is pressed, never two at once, and then no more', async () => {
    await open();
    const incidentId = await t.incident('danger');
    const warningId = await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => (await t.statesOf(incidentId, 'call'))[0] === 'accepted');
    const first = attemptIdOf(warningId, 'call', null, 1);
    await t.deliverer.heard({ attemptId: first, channels: ['call'] }, 'answered');
    await t.goOn(LIMITS.callLastsMs + LIMITS.callGapMs);
    await t.until(async () => (await t.statesOf(incidentId, 'call'))[1] === 'accepted');
    const second = attemptIdOf(warningId, 'call', null, 2);
    await t.deliverer.heard({ attemptId: second, channels: ['call'] }, 'confirmed');
    await t.until(async () => (await t.deliveries(incidentId))[0]!.outcome === 'seen');
    await t.goOn(LIMITS.callLastsMs * 5);
    expect(await t.statesOf(incidentId, 'call')).toEqual(['answered', 'confirmed']);
    // A bad word that comes late takes nothing back.
    expect(await t.deliverer.heard({ attemptId: second, channels: ['call'] }, 'unanswered')).toBe(false);
    expect((await t.deliveries(incidentId))[0]).toMatchObject({ outcome: 'seen', reached: true });
  });

  it('two warnings at once ring one telephone once', async () => {
    await open();
    const [one, two] = [await t.incident('danger'), await t.incident('danger')];
    await t.warn(one, 'danger');
    await t.warn(two, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().filter(({ channel }) => channel === 'sms').length === 2);
    expect(t.providers.sink.messages().filter(({ channel }) => channel === 'call')).toHaveLength(1);
  });

  it.each([
    ['its incident is closed', (id: string) => t.setLevel(id, 'warning', 'closed'), 'incident-closed'],
    ['its level is clear again', (id: string) => t.setLevel(id, 'clear'), 'level-lowered'],
    [
      'its order has ended',
      async () => {
        t.ended.add(PAIR);
        await t.deliverer.ordersChanged();
      },
      'order-ended',
    ],
  ] as const)('when %s what is still to come is dropped, with the reason', async (_when, end, reason) => {
    await open();
    await t.subscribe();
    t.pushService.answer = (response) => void response.writeHead(503).end();
    const incidentId = await t.incident('warning');
    await t.warn(incidentId, 'warning');
    await t.pushService.received(1);
    if (reason === 'incident-closed') await closable(incidentId);
    await end(incidentId);
    await t.until(async () => (await t.deliveries(incidentId))[0]!.outcome === 'dropped');
    expect((await t.deliveries(incidentId))[0]!.outcomeReason).toBe(reason);
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'dropped');
    const before = t.pushService.pushed.length;
    await t.goOn(LIMITS.louderAfterMs);
    await t.goOn(LIMITS.louderAfterMs);
    expect(t.providers.sink.messages()).toEqual([]);
    expect(t.pushService.pushed.length).toBe(before);
  });

  it('a danger is not cut short by a newer "unknown", and an alert goes on as a danger (H-165)', async () => {
    await open();
    await savePlan(t.deps, t.personId, plan({ sms: false, call: false }), SYSTEM);
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.setLevel(incidentId, 'unknown');
    await t.warn(incidentId, 'unknown');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    const [newer, older] = await t.deliveries(incidentId);
    expect([newer!.outcome, older!.outcome]).toEqual(['going-on', 'going-on']);
    await t.warn(incidentId, 'danger');
    await t.until(
      async () => (await t.deliveries(incidentId)).filter(({ outcome }) => outcome === 'dropped').length === 2,
    );
  });
});

const plan = (channels: Partial<{ push: boolean; sms: boolean; call: boolean }>) => ({
  channels: { push: true, sms: true, call: true, ...channels },
  calm: false,
  quietHours: null,
  notification: { title: 'Shopping', body: 'Milk' },
});

/** Closing needs a person and a reason. */
function closable(incidentId: string): Promise<unknown> {
  return asOwner(t.db, (owner) =>
    owner.query(
      `update incidents.incident set closed_at_ms = 1, closed_by = $2, close_reason = 'exercise-over', state = 'closed' where incident_id = $1`,
      [incidentId, t.personId],
    ),
  );
}

async function auditOf(action: string): Promise<{ about: Record<string, unknown> }[]> {
  const { rows } = await t.db.database.query<{ canonical: Buffer }>(
    `select canonical from safeguards.audit order by number`,
  );
  return rows
    .map((row) => JSON.parse(row.canonical.toString('utf8')) as { action: string; about: Record<string, unknown> })
    .filter((entry) => entry.action === action);
}

describe('a plan', () => {
  it('decides on the channels and the words, but a danger uses them all', async () => {
    await open();
    const browser = await t.subscribe();
    await savePlan(t.deps, t.personId, plan({ sms: false, call: false }), SYSTEM);
    const alert = await t.incident('warning');
    await t.warn(alert, 'warning');
    await t.pushService.received(1);
    expect(browser.open(t.pushService.pushed[0]!)).toMatchObject({ title: 'EXERCISE · Shopping', body: 'Milk' });
    await t.goOn(LIMITS.louderAfterMs);
    const danger = await t.incident('danger');
    await t.warn(danger, 'danger');
    await t.pushService.received(2);
    await t.goOn(LIMITS.louderAfterMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect(ofChannel(await t.attempts(alert), 'sms')).toEqual([]);
    expect(t.providers.sink.messages().every(({ text }) => text.startsWith('EXERCISE.'))).toBe(true);
  });

  it('that does not open keeps no other warning back, and is taken as "everything" (H-166)', async () => {
    await open();
    const other = await t.person();
    await savePlan(t.deps, t.personId, plan({ sms: false, call: false }), SYSTEM);
    await asOwner(t.db, (owner) =>
      owner.query(`update notify.plan set sealed = '\\x00' where person_id = $1`, [t.personId]),
    );
    const [broken, whole] = [await t.incident('warning'), await t.incident('warning')];
    await t.warn(broken, 'warning');
    await t.warn(whole, 'warning', other);
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 4);
    expect(t.errors.length).toBeGreaterThan(0);
  });
});

describe('a phone', () => {
  it('that unsubscribed (410) is forgotten, and the louder steps come sooner', async () => {
    await open();
    await t.subscribe();
    t.pushService.answer = (response) => void response.writeHead(410).end();
    const incidentId = await t.incident('warning');
    await t.warn(incidentId, 'warning');
    await t.until(async () => (await t.db.database.query(`select from notify.push_subscription`)).rowCount === 0);
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'failed');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect((await auditOf('push.gone')).length).toBe(1);
  });

  it.each([
    ['is still written down', async () => void t.signedOut.add('session')],
    ['was removed', () => removePhonesOfSession(t.deps, 'session')],
  ])('that was signed out gets nothing more, whether it %s (H-164)', async (_how, signOut) => {
    await open();
    await t.subscribe();
    await signOut();
    await t.warn(await t.incident('danger'), 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect(t.pushService.pushed).toEqual([]);
  });

  it('that was signed out while a message waits does not get it', async () => {
    await open();
    t.pushService.answer = (response) => void response.writeHead(503).end();
    await t.subscribe();
    await t.warn(await t.incident('danger'), 'danger');
    await t.pushService.received(1);
    t.signedOut.add('session');
    await t.until(async () => {
      await t.goOn(LIMITS.retryMsMax);
      return (await t.db.database.query(`select from notify.push_subscription`)).rowCount === 0;
    });
    expect(t.pushService.pushed).toHaveLength(1);
  });

  it.each([
    ['signed out', async () => void t.signedOut.add('session')],
    ['removed', () => removePhonesOfSession(t.deps, 'session')],
    [
      'taken over by somebody else',
      async () => {
        const other = await t.person();
        await t.db.database.query(`update notify.push_subscription set person_id = $1`, [other]);
      },
    ],
  ])('that was %s says nothing that counts of what it got before (H-167)', async (_how, take) => {
    await open();
    const browser = await t.subscribe();
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.until(async () => (await t.statesOf(incidentId, 'push'))[0] === 'accepted');
    const { id } = browser.open(t.pushService.pushed[0]!) as { id: string };
    await take();
    for (const heard of ['displayed', 'confirmed'] as const) {
      expect(await t.deliverer.heard({ attemptId: id, channels: ['push'] }, heard)).toBe(false);
    }
    await t.goOn(LIMITS.louderAfterMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect((await t.deliveries(incidentId))[0]).toMatchObject({ outcome: 'going-on', reached: false });
  });

  it('is sealed: no endpoint stands in the database, nor in an audit entry', async () => {
    await open();
    const { endpoint } = await t.subscribe();
    const path = new URL(endpoint).pathname.slice('/push/'.length);
    const { rows } = await asOwner(t.db, (owner) =>
      owner.query<{ text: string }>(
        `select s::text as text from notify.push_subscription s union all select convert_from(canonical, 'UTF8') from safeguards.audit`,
      ),
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.some(({ text }) => text.includes(path) || text.includes(Buffer.from(path).toString('hex')))).toBe(
      false,
    );
  });
});

describe('somebody who does not take part', () => {
  // HAZARD H-205: somebody who does not take part learns from a message when the wearer is near
  it('gets no warning by any way, nor what was on its way when they withdrew; others do', async () => {
    await open();
    const member = await t.person();
    await t.subscribe();
    const theirs = await t.subscribe(member);
    t.away.add(member);
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger', member);
    await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderAfterMs);
    await t.until(() => t.providers.sink.messages().length === 2);
    expect(t.providers.sink.messages().map(({ recipientId }) => recipientId)).toEqual([t.personId, t.personId]);
    const path = new URL(theirs.endpoint).pathname;
    expect(t.pushService.pushed.filter((one) => one.path === path)).toEqual([]);
    const [, first] = await t.deliveries(incidentId);
    expect(first).toMatchObject({ recipientId: member, outcome: 'dropped', outcomeReason: 'not-taking-part' });

    t.away.clear();
    const second = await t.incident('danger');
    await t.warn(second, 'danger', member);
    await t.until(() => t.pushService.pushed.some((one) => one.path === path));
    t.away.add(member);
    await t.deliverer.personChanged(member);
    await t.until(async () => (await t.deliveries(second))[0]!.outcome === 'dropped');
    await t.goOn(LIMITS.louderAfterMs);
    expect(await t.statesOf(second, 'sms')).toEqual([]);
  });
});

describe('a trial', () => {
  it('holds up no warning, and a key pressed in it confirms none', async () => {
    await open();
    const trialId = randomUUID();
    await t.db.database.transaction((tx) =>
      insertTrial(tx, { warningId: trialId, recipientId: t.personId, createdAtMs: t.clock.nowMs() }),
    );
    t.deliverer.wake();
    await t.until(() => t.providers.sink.messages().length === 2);
    const incidentId = await t.incident('danger');
    await t.warn(incidentId, 'danger');
    await t.goOn(LIMITS.louderWithoutPushMs);
    await t.until(async () => (await t.statesOf(incidentId, 'call'))[0] === 'accepted');
    const call = attemptIdOf(trialId, 'call', null, 1);
    await t.deliverer.heard({ attemptId: call, channels: ['call'] }, 'confirmed');
    await t.goOn(1);
    expect((await t.deliveries(incidentId))[0]!.outcome).toBe('going-on');
  });
});

describe('who tells of an attempt', () => {
  it('proves itself by a key that only this server makes, one for phones and one for providers', async () => {
    await open();
    const id = attemptIdOf('w', 'sms', null, 1);
    expect(proofOf(t.sealer, 'callback', id)).not.toBe(proofOf(t.sealer, 'push-receipt', id));
    expect(
      await t.deliverer.heard({ attemptId: '00000000-0000-4000-8000-00000000000f', channels: ['push'] }, 'displayed'),
    ).toBe(false);
  });
});
