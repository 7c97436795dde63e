/** Two cases of different offices under one law, and an office under another, on a running Magpie: for asking who may reach whose. */
import { randomBytes, randomUUID } from 'node:crypto';
import { DAY_MS } from '../../src/core/time.ts';
import type { Magpie } from '../../src/server/assemble.ts';
import { NOON_MS } from './app.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type Called, callServer, type MagpieSetting, newMagpie, signedIn } from './magpie.ts';

export const STAFF = ['officer', 'police', 'prosecutor', 'judge', 'clerk'] as const;
const OFFICES = { officer: 'monitoring', police: 'police', prosecutor: 'prosecution', judge: 'court', clerk: 'court' };

/** Ids of one case, and cookies of all who take part in it. */
export interface OneCase {
  readonly offices: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly proceedingId: string;
  readonly measureId: string;
}

export interface TwoCases {
  readonly db: TestDatabase;
  readonly magpie: Magpie;
  readonly clock: { atMs: number };
  readonly a: OneCase;
  readonly b: OneCase;
  /** Under another law. */
  readonly far: Pick<OneCase, 'ids' | 'cookies'>;
  as(cookie: string | null, method: string, path: string, body?: object): Promise<Called>;
  close(): Promise<void>;
}

/** Routes of a case; those of its parts (devices, alarms, phones, people) are the others. */
export const OF_A_CASE =
  /^\w+ \/api\/(proceedings|me\/proceedings|documents|exchange|warrants|desk\/(linking|cases|assignments)|desk\/people\/:id\/links)/;

export const SECRET_WORDS = 'Tell nobody that I sleep at my sister’s.';
export const PLACE_NAME = 'Made-up home';

export async function twoCases(setting: Pick<MagpieSetting, 'log' | 'verifiableLog'> = {}): Promise<TwoCases> {
  const db = await testDatabase();
  const clock = { atMs: NOON_MS, nowMs: () => clock.atMs };
  const magpie = newMagpie({ ...setting, appUrl: db.appUrl, clock, masterKey: randomBytes(32) });
  await magpie.start();
  const as: TwoCases['as'] = (cookie, method, path, body) => callServer(magpie, cookie, method, path, body);
  const made = async (cookie: string | null, path: string, body: object) => {
    const answer = await as(cookie, 'POST', path, body);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };
  const office = async (name: string, role: string, jurisdiction: string) =>
    (await made(null, '/api/agencies', { name: `${role} ${name}`, role, jurisdiction })).agencyId!;
  const person = async (name: string, kind: string, agencyId: string, more: object = {}) =>
    (await made(null, '/api/people', { kind, agencyId, name: `${kind} of ${name}`, exercise: true, ...more }))
      .personId!;

  const oneCase = async (name: string): Promise<OneCase> => {
    const offices: Record<string, string> = {};
    const all = <T>(of: Iterable<T>, make: (one: T) => Promise<void>) => Promise.all([...of].map(make));
    await all(new Set(Object.values(OFFICES)), async (role) => {
      offices[role] = await office(name, role, 'kr');
    });
    const ids: Record<string, string> = {};
    await all(STAFF, async (kind) => {
      ids[kind] = await person(name, kind, offices[OFFICES[kind]]!);
    });
    await all(['protected', 'other', 'wearer'], async (kind) => {
      ids[kind] = await person(`${kind} ${name}`, kind === 'other' ? 'protected' : kind, offices.monitoring!);
    });
    ids.household = await person(name, 'household', offices.monitoring!, { householdOf: ids.protected });
    const cookies: Record<string, string> = {};
    await all([...STAFF, 'protected', 'other', 'household'], async (kind) => {
      cookies[kind] = await signedIn(magpie, ids[kind]!);
    });
    const filed = await made(cookies.prosecutor!, '/api/proceedings', {
      ...{ procedure: 'provisional-measures', respondentId: ids.wearer, protectedIds: [ids.protected, ids.other] },
      offices: { courtId: offices.court, monitoringId: offices.monitoring, policeId: offices.police },
      act: { act: 'file', measures: ['provisional-2', 'provisional-3-2'], text: SECRET_WORDS },
    });
    const { proceedingId } = filed as { proceedingId: string };
    const shape = { kind: 'circle', latDeg: 36.01, lonDeg: 124.51, radiusM: 200 };
    const decided = (await made(cookies.judge!, `/api/proceedings/${proceedingId}/acts`, {
      ...{ act: 'decide', result: 'granted' },
      measures: [
        { measure: 'provisional-2' },
        { measure: 'provisional-3-2', fitBy: new Date(clock.atMs + 2 * DAY_MS).toISOString() },
      ],
      conditions: { zones: [{ name: PLACE_NAME, shape, ofPersonId: ids.protected }] },
    })) as unknown as { measures: { measure: string; measureId: string }[] };
    const { measureId } = decided.measures.find(({ measure }) => measure === 'provisional-3-2')!;
    for (const personId of [ids.protected, ids.other])
      await made(cookies.officer!, `/api/proceedings/${proceedingId}/acts`, { act: 'offer', personId });
    return { offices, ids, cookies, proceedingId, measureId };
  };
  const [a, b] = await Promise.all([oneCase('A'), oneCase('B')]);
  const farOffice = await office('far', 'police', 'jp');
  const ids: Record<string, string> = {};
  for (const kind of ['police', 'protected', 'wearer']) ids[kind] = await person('far', kind, farOffice);
  ids.officer = await person('far', 'officer', await office('far', 'monitoring', 'jp'));
  const far = {
    ids,
    cookies: { police: await signedIn(magpie, ids.police!), officer: await signedIn(magpie, ids.officer) },
  };
  return {
    ...{ db, magpie, clock, a, b, far, as },
    async close() {
      await magpie.stop();
      await db.close();
    },
  };
}

/** A notice of the case's monitoring agency to its police, as it stands in the tables. */
export async function noticeOf({ db, clock }: TwoCases, one: OneCase): Promise<string> {
  const noticeId = randomUUID();
  await db.database.query(
    `insert into orders.notice (notice_id, unique_key, code, exercise, from_agency_id, to_role, to_agency_id, rule_id, article,
       happened_at_ms, due_at_ms, created_at_ms, state, tried_from_ms)
     values ($1::uuid, $1::text, 'ban-breach', true, $2, 'police', $3, 'made-up', 'made-up', $4, $4, $4, 'due', $4)`,
    [noticeId, one.offices.monitoring, one.offices.police, clock.atMs],
  );
  return noticeId;
}

/** A message that the case's court sent and that is held. */
export async function heldOf({ db, magpie, clock }: TwoCases, one: OneCase): Promise<string> {
  const [endpointId, heldId] = [randomUUID(), randomUUID()];
  const key = await magpie.sealer.dataKey({ subject: 'made-up', scope: 'x', bases: ['quarantine'] }, clock.atMs);
  const sealed = magpie.sealer.sealWith(key, Buffer.from('{}'));
  await db.database.query(
    `insert into orders.endpoint (endpoint_id, agency_id, kind, network, tells, accepts, exercise, expects_receipt, state, key_id,
       sealed, created_at_ms) values ($1, $2, 'folder', 'public', '{}', '{}', true, true, 'active', $3, $4, $5)`,
    [endpointId, one.offices.court, key.keyId, sealed, clock.atMs],
  );
  await db.database.query(
    `insert into orders.held_message (held_id, endpoint_id, message_id, kind, reason, problems, key_id, sealed, received_at_ms)
     values ($1, $2, 'm', 'court-decision', 'schema', '[]', $3, $4, $5)`,
    [heldId, endpointId, key.keyId, sealed, clock.atMs],
  );
  return heldId;
}

/** A question, a link and a notice of the desk "same person?" that are that case's alone. */
export async function linkingOf({ db, clock, as }: TwoCases, of: OneCase): Promise<Record<string, string>> {
  const wearer = async () => {
    const request = { kind: 'wearer', agencyId: of.offices.monitoring, name: 'Made up', exercise: true };
    return (await as(null, 'POST', '/api/people', request)).body.personId as string;
  };
  const [c, d] = [await wearer(), await wearer()];
  const [low, high] = [c, d].sort();
  const one = async (sql: string, values: readonly unknown[]) => {
    const { rows } = await db.database.query<{ id: string }>(sql, [...values]);
    return rows[0]!.id;
  };
  const { rows } = await db.database.query<{ order_id: string }>(
    `select order_id from orders.court_order where wearer_id = $1`,
    [of.ids.wearer],
  );
  return {
    review: await one(
      `insert into people.match_review (review_id, a_id, b_id, found, reasons, found_at_ms)
       values (gen_random_uuid(), $1, $2, 'review', '{name}', $3)
       on conflict (a_id, b_id) do update set found = excluded.found returning review_id as id`,
      [low, high, clock.atMs],
    ),
    link: await one(
      `insert into people.person_link (link_id, merged_id, into_id, at_ms, how, reasons)
       values (gen_random_uuid(), $1, $2, $3, 'by-hand', '{documents}') returning link_id as id`,
      [await wearer(), await wearer(), clock.atMs],
    ),
    worn: await one(
      `insert into orders.worn_elsewhere (notice_id, agency_id, worn_order_id, wearer_id, matter_kind, matter_id, reason, at_ms)
       values (gen_random_uuid(), $1, $2, $3, 'proceeding', gen_random_uuid(), 'no-decision', $4) returning notice_id as id`,
      [of.offices.monitoring, rows[0]!.order_id, of.ids.wearer, clock.atMs],
    ),
  };
}
