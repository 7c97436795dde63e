/** Codes that take an SOS back, against somebody who was given the one for duress. Through the running server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { type IncidentDetail, type IncidentJson, queueSchema } from '../incidents/contract.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let phone: string;
/** Signed in when first asked for: sign-ins of a minute are limited. */
let officerCookie: string | null;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  await magpie.start();
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});
beforeEach(async () => {
  one = await makeCase(magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
  await magpie.reload();
  await magpie.reconciler.run();
  phone = await signedIn(magpie, one.protectedId);
  officerCookie = null;
});

async function call(cookie: string, method: string, path: string, body?: object) {
  const response = await fetch(`http://127.0.0.1:${magpie.port}${path}`, {
    method,
    headers: { cookie, 'x-magpie': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function asOfficer(method: string, path: string, body?: object) {
  officerCookie ??= await signedIn(magpie, one.officerId);
  return call(officerCookie, method, path, body);
}

const sos = (sosId: string = randomUUID(), more: object = {}) => call(phone, 'POST', '/api/sos', { sosId, ...more });
const cancel = (sosId: string, code: string) => call(phone, 'POST', `/api/sos/${sosId}/cancel`, { code });
const codes = (cancelCode = '1234', duressCode = '4321', current: string | null = null) =>
  call(phone, 'PUT', '/api/me/sos-codes', { cancelCode, duressCode, current });

async function openOnes(): Promise<IncidentJson[]> {
  return queueSchema.parse((await asOfficer('GET', '/api/incidents')).body).open;
}
async function story(incidentId: string): Promise<string[]> {
  const { body } = await asOfficer('GET', `/api/incidents/${incidentId}`);
  return (body as unknown as IncidentDetail).events.map((event) => event.kind);
}
async function theSos(): Promise<IncidentJson> {
  await expect.poll(async () => (await openOnes()).map(({ kind }) => kind)).toContain('device:sos');
  return (await openOnes()).find(({ kind }) => kind === 'device:sos')!;
}

describe('codes', () => {
  it('given one for duress, somebody guesses no more often, by taking back or by changing, and no count tells which it was', async () => {
    for (const given of ['4321', '1234']) {
      one = await makeCase(magpie, { name: `exercise ${randomUUID().slice(0, 8)}` });
      await magpie.reload();
      await magpie.reconciler.run();
      phone = await signedIn(magpie, one.protectedId);
      await codes();
      const sosId = randomUUID();
      await sos(sosId);
      const answers: unknown[] = [];
      for (let i = 0; i < 4; i++) answers.push((await cancel(sosId, String(5_000 + i))).body.answer);
      for (let i = 0; i < 3; i++) answers.push((await cancel(sosId, given)).body.answer);
      answers.push((await codes('1111', '2222', given)).body.answer);
      answers.push((await codes('1111', '2222', '6000')).body.answer);
      answers.push((await cancel(sosId, '6001')).body.answer);
      answers.push((await codes('1111', '2222', '6002')).body.answer);
      expect(answers, given).toEqual([
        ...['wrong', 'wrong', 'wrong', 'wrong', 'taken', 'taken', 'taken', 'saved', 'wrong', 'locked', 'locked'],
      ]);
    }
  });

  it('wrong where they are changed is part of the story of an open SOS (H-183)', async () => {
    await codes();
    await sos();
    const incident = await theSos();
    expect((await codes('1111', '2222', '9999')).body).toEqual({ answer: 'wrong' });
    expect(await story(incident.incidentId)).toEqual(['opened', 'wrong-code']);
  });

  it('changed under duress again and again: the one for duress that the person chose means duress still (H-183)', async () => {
    await codes();
    let given = '4321';
    for (let i = 0; i < 4; i++) {
      expect((await codes(`110${i}`, `220${i}`, given)).body).toEqual({ answer: 'saved' });
      given = `110${i}`;
    }
    const sosId = randomUUID();
    await sos(sosId);
    expect((await cancel(sosId, '4321')).body).toEqual({ answer: 'taken' });
    expect((await theSos()).duress).toBe(true);
    const later = randomUUID();
    await sos(later);
    expect((await cancel(later, '1234')).body).toEqual({ answer: 'taken' });
  });
});
