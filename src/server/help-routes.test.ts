/** Whom to call, lists of one's own, and the register of places: sealed where they are a person's, and nobody else's. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { callServer, makeCase, newMagpie, signedIn, type TestCase } from '../../test/support/magpie.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { createPerson } from '../people/service.ts';
import type { Magpie } from './assemble.ts';

let db: TestDatabase;
let magpie: Magpie;
let one: TestCase;
let phone: string;
let officer: string;

beforeAll(async () => {
  db = await testDatabase();
  magpie = newMagpie({ appUrl: db.appUrl });
  one = await makeCase(magpie);
  await magpie.start();
  phone = await signedIn(magpie, one.protectedId);
  officer = await signedIn(magpie, one.officerId);
});
afterAll(async () => {
  await magpie.stop();
  await db.close();
});

const call = (cookie: string | null, method: string, path: string, body?: object) =>
  callServer(magpie, cookie, method, path, body);

const place = (lon: number, lat: number, properties: object) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties,
});
const collection = (...features: object[]) => ({ type: 'FeatureCollection', features });
const importPlaces = (body: object) => call(null, 'POST', `/api/agencies/${one.agencyId}/places`, body);

describe('whom to call', () => {
  it("is the pack's number, the centre's own number once it told one, and one's own list", async () => {
    expect((await call(phone, 'GET', '/api/me/help')).body).toEqual({
      emergencyNumber: '112',
      centre: { label: 'exercise', phone: null },
      contacts: [],
      hasCodes: false,
    });
    expect((await call(null, 'POST', `/api/agencies/${one.agencyId}/phone`, { phone: 'ring me' })).status).toBe(400);
    const told = await call(null, 'POST', `/api/agencies/${one.agencyId}/phone`, { phone: '+82 2 000 0112' });
    expect(told.body).toMatchObject({ agencyId: one.agencyId, phone: '+82 2 000 0112' });
    expect((await call(null, 'POST', `/api/agencies/${randomUUID()}/phone`, { phone: null })).status).toBe(404);
    const contacts = [{ name: '  Star  ', phone: '+82 10 0000 0001' }];
    expect((await call(phone, 'PUT', '/api/me/contacts', { contacts })).status).toBe(200);
    expect((await call(phone, 'GET', '/api/me/help')).body).toMatchObject({
      centre: { phone: '+82 2 000 0112' },
      contacts: [{ name: 'Star', phone: '+82 10 0000 0001' }],
    });
  });

  it('takes five and no more, and no number that is none', async () => {
    const contact = { name: 'Star', phone: '+82 10 0000 0001' };
    const put = (contacts: object[]) => call(phone, 'PUT', '/api/me/contacts', { contacts });
    expect((await put(Array(6).fill(contact))).status).toBe(400);
    expect((await put([{ ...contact, phone: 'javascript:alert(1)' }])).status).toBe(400);
    expect((await put([{ ...contact, name: ' ' }])).status).toBe(400);
    expect((await put(Array(5).fill(contact))).status).toBe(200);
  });

  it('is open to the person alone, and stands sealed', async () => {
    for (const [method, path] of [
      ['GET', '/api/me/help'],
      ['GET', '/api/me/places'],
      ['GET', '/api/places'],
      ['GET', '/api/me/sharing'],
    ] as const) {
      expect((await call(officer, method, path)).status).toBe(403);
    }
    const places = [{ name: 'Grandmother', latDeg: 36.123456, lonDeg: 124.654321 }];
    expect((await call(phone, 'PUT', '/api/me/places', { places })).status).toBe(200);
    expect((await call(phone, 'GET', '/api/me/places')).body).toEqual({ places });
    const { rows } = await db.database.query<{ text: string }>(
      `select encode(sealed, 'escape') as text from people.own_list
       union all select convert_from(canonical, 'UTF8') from safeguards.audit`,
    );
    const all = rows.map(({ text }) => text).join('\n');
    expect(all).toMatch(/own-list.read/);
    expect(all).not.toMatch(/Grandmother|Star|36\.12|0000 0001/);
  });
});

it('what somebody of the household does is in the audit as theirs', async () => {
  const { database, sealer, options } = magpie;
  const deps = { database, sealer, clock: options.clock, randomBytes, jurisdictions: options.packs.jurisdictions() };
  const request = {
    kind: 'household',
    agencyId: one.agencyId,
    name: 'a member',
    phone: null,
    language: 'en',
    householdOf: one.protectedId,
    exercise: true,
  } as const;
  const { personId } = valueOrRefuse(await createPerson(deps, request, { kind: 'system', id: null }));
  const member = await signedIn(magpie, personId);
  await call(member, 'PUT', '/api/me/contacts', { contacts: [] });
  await call(member, 'PUT', '/api/me/sos-codes', { cancelCode: '1234', duressCode: '4321' });
  await call(member, 'PUT', '/api/me/sos-codes', { cancelCode: '1111', duressCode: '2222', current: '9999' });
  const { rows } = await db.database.query<{ entry: string }>(
    `select convert_from(canonical, 'UTF8') as entry from safeguards.audit where convert_from(canonical, 'UTF8') like $1`,
    [`%${personId}%`],
  );
  const of = (action: string) => rows.map(({ entry }) => entry).filter((entry) => entry.includes(`"${action}"`));
  for (const action of ['own-list.change', 'sos.codes', 'sos.wrong-code']) {
    expect(of(action), action).toHaveLength(1);
    expect(of(action)[0]).toMatch(/"kind":"household"/);
  }
});

describe('places with people', () => {
  it('are replaced as a whole, and read by the protected side with the zone of their opening hours', async () => {
    const two = collection(
      place(124.5, 36, { kind: 'police', name: 'Box', hours: '24/7' }),
      place(124.6, 36.1, { kind: 'shop', name: { en: 'Shop', ko: '가게' } }),
    );
    expect((await importPlaces(two)).body).toEqual({ places: 2 });
    expect((await call(phone, 'GET', '/api/places')).body).toEqual({
      timeZone: 'Asia/Seoul',
      places: [
        { number: 1, kind: 'police', names: { local: 'Box' }, latDeg: 36, lonDeg: 124.5, hours: '24/7' },
        { number: 2, kind: 'shop', names: { en: 'Shop', ko: '가게' }, latDeg: 36.1, lonDeg: 124.6, hours: null },
      ],
    });
    expect((await importPlaces(collection(place(124.5, 36, { kind: 'other', name: 'One' })))).body).toEqual({
      places: 1,
    });
  });

  it('that are odd change nothing, and the refusal quotes no place', async () => {
    for (const odd of [
      collection(place(36, 124.567891, { kind: 'police', name: 'Turned round' })),
      collection(place(124.567891, 36, { kind: 'castle', name: 'X' })),
      collection(place(124.567891, 36, { kind: 'police', name: {} })),
      collection({ ...place(124.567891, 36, { kind: 'police', name: 'Line' }), geometry: { type: 'LineString' } }),
      { type: 'FeatureCollection' },
    ]) {
      const refused = await importPlaces(odd);
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).not.toMatch(/567891/);
    }
    expect((await call(phone, 'GET', '/api/places')).body.places).toHaveLength(1);
    expect((await call(phone, 'POST', `/api/agencies/${one.agencyId}/places`, collection())).status).toBe(401);
  });
});
