import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast } from '../../../test/support/app.ts';
import { anyOf, cookieOf, type SafetyApp, safetyApp, WITHOUT_PHONES } from '../../../test/support/safety.ts';
import { named, signInBy, withPasskey } from '../../../test/support/sign-in.ts';
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts';

let t: SafetyApp;
let people: Cast;

beforeAll(async () => {
  t = await safetyApp();
  people = await cast(t);
});
afterAll(() => t.close());

const alive = async (cookie: string) => (await t.browser('GET', '/api/session', { cookie })).status === 200;

test('the administrator ends all of whomever (H-586)', async () => {
  for (const kind of WITHOUT_PHONES) {
    const personId = await anyOf(t, people, kind);
    const both = [await cookieOf(t, personId), await cookieOf(t, personId)];
    const out = await t.admin<{ ended: number }>(`/api/desk/people/${personId}/sign-out`, {});
    expect([out.status, out.body.ended], kind).toEqual([200, 2]);
    for (const cookie of both) expect(await alive(cookie), kind).toBe(false);
  }
});

const isAbsent = async (cookie: string) =>
  (await named(t, cookie)<{ isAbsent: boolean }>('GET', '/api/session')).body.isAbsent;

test('wearers, lawyers and supporters who are away are shown nothing more: half an hour by passkey, two by a link (H-587)', async () => {
  for (const kind of ['wearer', 'lawyer', 'supporter'] as const) {
    const personId = await anyOf(t, people, kind);
    const { key, cookie: byPasskey } = await withPasskey(t, personId);
    const byLink = await cookieOf(t, personId);
    t.clock.atMs += 29 * MINUTE_MS;
    expect((await named(t, byPasskey)('POST', '/api/session/active', {})).status, kind).toBe(204);
    t.clock.atMs += 29 * MINUTE_MS;
    expect((await named(t, byPasskey)('GET', '/api/me/sessions')).status, kind).toBe(200);
    t.clock.atMs += 2 * MINUTE_MS;
    const shut = await named(t, byPasskey)<{ error: { code: string } }>('GET', '/api/me/sessions');
    expect([shut.status, shut.body.error.code], kind).toEqual([423, 'absent']);
    expect([await isAbsent(byPasskey), await isAbsent(byLink)], kind).toEqual([true, false]);
    // It is too late for a sign, and not for a new proof.
    expect((await named(t, byPasskey)('POST', '/api/session/active', {})).status).toBe(423);
    const again = (await signInBy(t, key, byPasskey)).cookie!;
    expect((await named(t, again)('GET', '/api/me/sessions')).status).toBe(200);
    t.clock.atMs += HOUR_MS;
    expect(await isAbsent(byLink), kind).toBe(false);
    t.clock.atMs += MINUTE_MS;
    expect(await isAbsent(byLink), kind).toBe(true);
    expect((await named(t, byLink)('DELETE', '/api/session')).status, kind).toBe(204);
  }
});
