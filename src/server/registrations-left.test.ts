/** Registrations of whom no order names: erased when they left long enough ago, and never while they may still act or are needed. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makeCase, newMagpie, type TestCase } from '../../test/support/magpie.ts';
import { systemClock } from '../core/clock.ts';
import { valueOrRefuse } from '../core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import { createDevice } from '../devices/service.ts';
import { createPerson } from '../people/service.ts';
import { FileKeyStore } from '../safeguards/keys/file-store.ts';
import { clocksOf, startClocks } from '../safeguards/service.ts';
import type { Magpie } from './assemble.ts';
import { createSignInCode } from './sessions/service.ts';

const SYSTEM = { kind: 'system', id: null };
const YEAR_MS = 366 * DAY_MS;
const START_MS = systemClock.nowMs();

let db: TestDatabase;
let folder: string;
let store: FileKeyStore;
let magpie: Magpie;
let one: TestCase;
let nowMs: number;
beforeEach(async () => {
  db = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'magpie-keys-'));
  const masterKey = randomBytes(32);
  store = await FileKeyStore.make({ folder, sealedUnder: [masterKey] });
  nowMs = START_MS;
  magpie = newMagpie({ appUrl: db.appUrl, masterKey, keyStore: store, clock: { nowMs: () => nowMs } });
  one = await makeCase(magpie);
});
afterEach(async () => {
  await magpie.stop();
  await store.close();
  await db.close();
  await rm(folder, { recursive: true, force: true });
});

const deps = () => {
  const { database, sealer, options } = magpie;
  const { clock, packs } = options;
  return { database, sealer, clock, packs, randomBytes, jurisdictions: packs.jurisdictions() };
};

async function registered(kind: string, more: object = {}): Promise<string> {
  const request = { kind, agencyId: one.agencyId, name: `The ${kind}`, phone: null, language: 'en', householdOf: null };
  return valueOrRefuse(await createPerson(deps(), { ...request, exercise: true, ...more } as never, SYSTEM)).personId;
}

const because = async (id: string): Promise<string | undefined> =>
  (await clocksOf(db.database, [`registration:${id}`])).get(`registration:${id}`)?.[0]?.because;

async function lookAt(ms: number): Promise<void> {
  nowMs = ms;
  await magpie.erasing.startClocks();
}

const runOwner = (text: string, values: unknown[]) => asOwner(db, (owner) => owner.query(text, values));

it('who left is erased when the record of what they did is over, with a certificate; who may still act is not (H-583)', async () => {
  const officer = await registered('officer');
  const clerk = await registered('officer');
  const household = await registered('household', { householdOf: one.protectedId });
  const sessions = { database: db.database, clock: magpie.options.clock, randomBytes, onSessionEnd: () => undefined };
  valueOrRefuse(await createSignInCode(sessions, clerk, SYSTEM));
  await runOwner(
    `insert into server.session (token_hash, session_id, person_id, created_at_ms, expires_at_ms, last_seen_at_ms, ended_at_ms)
     values ($1, gen_random_uuid(), $2, $3, $3, $3, $3)`,
    [randomBytes(32), officer, START_MS + YEAR_MS],
  );
  await lookAt(START_MS + 5.5 * YEAR_MS);
  // Five years after the officer's last session, not after they were entered; the household member's person is needed still.
  expect(await Promise.all([officer, clerk, household, one.wearerId, one.protectedId].map(because))).toEqual([
    undefined,
    'left',
    undefined,
    undefined,
    undefined,
  ]);
  await lookAt(START_MS + 6.1 * YEAR_MS);
  expect(await because(officer)).toBe('left');
  await magpie.erasing.look();
  const { rows } = await db.database.query<{ person_id: string; size: number }>(
    'select person_id, octet_length(identity_sealed) as size from people.person where person_id = any($1)',
    [[officer, one.officerId, one.protectedId]],
  );
  const sizes = new Map(rows.map(({ person_id, size }) => [person_id, size]));
  expect([sizes.get(officer), sizes.get(one.protectedId)! > 0]).toEqual([0, true]);
  expect(await magpie.erasing.erasuresOf(officer)).toMatchObject([
    {
      basis: 'registration',
      part: officer,
      because: 'left',
      article: 'Magpie 9; Magpie 3',
      auditNumber: expect.any(Number),
    },
  ]);
});

it.each([
  [
    'a session that goes on',
    `insert into server.session (token_hash, session_id, person_id, created_at_ms, expires_at_ms, last_seen_at_ms)
     values ('\\x${'01'.repeat(32)}', gen_random_uuid(), $1, 0, $2, 0)`,
  ],
  [
    'a link that was not used',
    `insert into server.sign_in_code (code_hash, person_id, expires_at_ms) values ('\\x${'01'.repeat(32)}', $1, $2)`,
  ],
  [
    'a support that runs',
    `insert into people.support (support_id, supporter_id, person_id, begun_at_ms, until_ms)
     select gen_random_uuid(), $1, person_id, 0, $2 from people.person where person_id <> $1 limit 1`,
  ],
  [
    'a case',
    `insert into safeguards.assignment (assignment_id, matter_kind, matter_id, person_id, assigned_as, from_ms, until_ms, given_at_ms)
     values (gen_random_uuid(), 'order', gen_random_uuid(), $1, 'officer', 0, $2, 0)`,
  ],
  [
    'a wearer whose lawyer they are',
    `insert into people.wearer_lawyer (link_id, wearer_id, lawyer_id, from_ms) select gen_random_uuid(), person_id, $1, 0
     from people.person where kind = 'wearer' and person_id <> $1 limit 1`,
    `update people.wearer_lawyer set ended_at_ms = $2 where lawyer_id = $1`,
  ],
  [
    'a request that they be let in',
    `insert into server.enrolment_request (request_id, person_id, requested_by, requested_at_ms, expires_at_ms)
     select gen_random_uuid(), $1, person_id, 0, $2 from people.person where person_id <> $1 limit 1`,
  ],
  [
    'a record that is held to be of the same person, and leads to them',
    `insert into people.person_link (link_id, merged_id, into_id, at_ms, how, reasons)
     select gen_random_uuid(), person_id, $1, 0, 'by-hand', '{}' from people.person where kind = 'wearer' and person_id <> $1 limit 1`,
    `update people.person_link set ended_at_ms = $2, end_reason = 'other' where into_id = $1`,
  ],
  [
    'one to which theirs leads',
    `insert into people.person_link (link_id, merged_id, into_id, at_ms, how, reasons)
     select gen_random_uuid(), $1, person_id, 0, 'by-hand', '{}' from people.person where kind = 'wearer' and person_id <> $1 limit 1`,
    `update people.person_link set ended_at_ms = $2, end_reason = 'other' where merged_id = $1`,
  ],
])('%s keeps a registration', async (_, statement, end?: string) => {
  const id = await registered('supporter');
  const endMs = START_MS + 7 * YEAR_MS;
  await runOwner(statement, statement.includes('$2') ? [id, endMs] : [id]);
  await lookAt(START_MS + 6 * YEAR_MS);
  expect(await because(id)).toBeUndefined();
  if (end !== undefined) {
    await runOwner(end, [id, endMs]);
    // Counted from the day on which it ended.
    await lookAt(endMs + 4.9 * YEAR_MS);
    expect(await because(id)).toBeUndefined();
  }
  await lookAt(endMs + 6 * YEAR_MS);
  expect(await because(id)).toBe('left');
});

it('who is back when their clock has run out is kept, and is counted anew from the last they did (H-592)', async () => {
  const id = await registered('supporter');
  const backMs = START_MS + 6 * YEAR_MS;
  await lookAt(backMs);
  expect(await because(id)).toBe('left');
  await runOwner(
    `insert into server.session (token_hash, session_id, person_id, created_at_ms, expires_at_ms, last_seen_at_ms)
     values ($1, gen_random_uuid(), $2, $3::bigint, $3::bigint + 1000, $3::bigint)`,
    [randomBytes(32), id, backMs],
  );
  const isThere = async (): Promise<boolean> => {
    await magpie.erasing.look();
    const text = 'select octet_length(identity_sealed) > 0 as "isThere" from people.person where person_id = $1';
    return (await db.database.query<{ isThere: boolean }>(text, [id])).rows[0]!.isThere;
  };
  const begin = () =>
    db.database.query(
      `select safeguards.begin_erasure('registration', $1, 'clock', 'left', 'x', 'kr@1', null, null, $2)`,
      [id, nowMs],
    );
  expect(await isThere()).toBe(true);
  await expect(begin()).rejects.toMatchObject({ code: 'MG004' });
  // Not on the day they leave again either.
  nowMs = backMs + DAY_MS;
  expect(await isThere()).toBe(true);
  expect((await magpie.erasing.status()).late).toEqual([]);
  await expect(begin()).rejects.toMatchObject({ code: 'MG004' });
  nowMs = backMs + 5.1 * YEAR_MS;
  expect(await isThere()).toBe(false);
});

it('of who left and is named again the clock of that matter is set, once, and holds', async () => {
  const basis = `registration:${await registered('supporter')}`;
  const clock = { what: 'registration', startsAtMs: 0, article: 'x', packVersion: 'kr@1' };
  const start = async (why: string, destroyAtMs: number): Promise<number> =>
    (await startClocks(db.database, basis, [{ ...clock, because: why, destroyAtMs }], nowMs)).length;
  expect([await start('left', 1), await start('last-basis', 2), await start('last-basis', 2)]).toEqual([1, 1, 0]);
  expect((await clocksOf(db.database, [basis])).get(basis)).toMatchObject([{ because: 'last-basis' }]);
});

it('without a key store nobody is told to go', async () => {
  const id = await registered('supporter');
  nowMs = START_MS + 6 * YEAR_MS;
  const without = newMagpie({ appUrl: db.appUrl, masterKey: randomBytes(32), clock: { nowMs: () => nowMs } });
  try {
    expect(await without.erasing.startClocks()).toBe(0);
  } finally {
    await without.stop();
  }
  expect(await because(id)).toBeUndefined();
});

it('a device that was retired loses its secret and the words it was told, as long after as papers are kept (H-583)', async () => {
  const request = {
    agencyId: one.agencyId,
    protocol: 'owntracks',
    externalId: 'a/b',
    payloadKey: 'a secret of its own',
    personId: null,
  };
  const made = valueOrRefuse(
    await createDevice({ ...deps(), onDeviceChange: () => undefined } as never, request as never, SYSTEM),
  );
  const { deviceId } = made.device;
  const event = `insert into devices.life_event (device_id, number, at_ms, kind, reason)
    select $1, coalesce(max(number), 0) + 1, $2, $3, $4 from devices.life_event where device_id = $1`;
  await runOwner(event, [deviceId, START_MS + HOUR_MS, 'retired', 'broken']);
  await lookAt(START_MS + 4 * YEAR_MS);
  expect(await because(deviceId)).toBeUndefined();
  await lookAt(START_MS + 5.1 * YEAR_MS);
  expect(await because(deviceId)).toBe('retired');
  await magpie.erasing.look();
  const { rows } = await db.database.query<{ size: number }>(
    'select octet_length(payload_key_sealed) as size from devices.device where device_id = $1',
    [deviceId],
  );
  expect(rows).toEqual([{ size: 0 }]);
});
