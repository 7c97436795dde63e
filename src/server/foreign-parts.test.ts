/** Every route that takes the id of a device, an alarm, a phone, a household, a supporter or an SOS, called by everybody to whom it does not belong. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shareFrom, signedIn } from '../../test/support/magpie.ts';
import { addPasskeyAt } from '../../test/support/sign-in.ts';
import { OF_A_CASE, type OneCase, STAFF, type TwoCases, twoCases } from '../../test/support/two-cases.ts';
import type { PersonId } from '../core/ids.ts';
import { CAPABILITIES } from './http/capabilities.ts';

let w: TwoCases;
let ids: Record<string, string>;
let supporterOfB: string;
let wearerOfB: string;

async function make(cookie: string | null, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await w.as(cookie, 'POST', path, body);
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The first of a list that the person reads. */
async function first(cookie: string, path: string, list: string, id: string): Promise<string> {
  const { body } = await w.as(cookie, 'GET', path);
  return (body[list] as Record<string, string>[])[0]![id]!;
}

async function supporter(of: OneCase): Promise<{ personId: string; cookie: string }> {
  const request = { kind: 'supporter', agencyId: of.offices.monitoring, name: 'Made up', exercise: true };
  const { personId } = (await make(null, '/api/people', request)) as { personId: string };
  return { personId, cookie: await signedIn(w.magpie, personId) };
}

/** One of each thing, all of the first case. */
async function orderOf({ ids: of }: OneCase): Promise<string> {
  const { rows } = await w.db.database.query<{ order_id: string }>(
    `select order_id from orders.court_order where wearer_id = $1`,
    [of.wearer],
  );
  return rows[0]!.order_id;
}

async function partsOf(a: OneCase): Promise<Record<string, string>> {
  const { officer = '', protected: own = '' } = a.cookies;
  const { deviceId } = await make(null, '/api/devices', { agencyId: a.offices.monitoring, protocol: 'osmand' });
  const on = `/api/desk/devices/${deviceId}`;
  await make(officer, `${on}/reserve`, { personId: a.ids.wearer });
  for (const duty of ['charge', 'carry', 'report-faults', 'follow-instructions'])
    await make(officer, `${on}/duties`, { duty });
  await make(officer, `${on}/fit`, {});
  const times = { from: new Date(w.clock.atMs).toISOString(), until: new Date(w.clock.atMs + 3_600_000).toISOString() };
  const removal = await make(officer, `${on}/removals`, { reason: 'treatment', ...times });
  const custody = await make(officer, '/api/desk/custodies', { personId: a.ids.wearer, reason: 'arrest' });
  const sos = randomUUID();
  await make(own, '/api/sos', { sosId: sos });
  await vi.waitFor(async () => expect((await w.as(officer, 'GET', '/api/incidents')).body.open).not.toHaveLength(0), {
    timeout: 20_000,
  });
  await shareFrom(w.magpie, a.ids.protected as PersonId, w.clock.atMs - 60_000);
  const advocate = await supporter(a);
  const { code } = await make(own, '/api/me/supporters/code', {});
  await make(advocate.cookie, '/api/help/claim', { code });
  const supportId = await first(advocate.cookie, '/api/help/people', 'people', 'supportId');
  const { requestId } = await make(advocate.cookie, '/api/help/links', { supportId });
  return {
    ...{ device: deviceId as string, removal: removal.id as string, custody: custody.id as string, sos },
    ...{ support: supportId as string, request: requestId as string, person: a.ids.protected! },
    incident: await first(officer, '/api/incidents', 'open', 'incidentId'),
    phone: await first(own, '/api/me/phones', 'phones', 'phoneId'),
    member: a.ids.household!,
    review: await conductReview(a),
    act: await actOfTwo(a),
    question: await questionAbout(a),
    own: ((await make(own, '/api/me/devices', { app: 'owntracks' })) as { deviceId: string }).deviceId,
    enrolment: await enrolmentOf(a),
    passkey: await addPasskeyAt(w.magpie.port, a.cookies.police!),
    session: await first(officer, '/api/me/sessions', 'sessions', 'sessionId'),
    trial: ((await make(own, '/api/me/try-warning', {})) as { delivery: { warningId: string } }).delivery.warningId,
  };
}

/** A record of an alarm of the first case, and what its wearer filed. */
async function rightsOf(a: OneCase): Promise<Record<string, string>> {
  const incidentId = randomUUID();
  await w.db.database.query(
    `insert into incidents.incident (incident_id, subject, kind, order_id, agency_id, wearer_id, exercise, state, level,
       highest_level, opened_at_ms, changed_at_ms)
     select $1::uuid, 'zone:' || $1::text, 'zone', order_id, $2::uuid, $3::uuid, true, 'unacknowledged', 'danger', 'danger', $4::bigint, $4::bigint
     from orders.court_order where wearer_id = $3::uuid`,
    [incidentId, a.offices.monitoring, a.ids.wearer, w.clock.atMs],
  );
  const { breachId } = await make(a.cookies.officer!, '/api/rights/breaches', { incidentId });
  const filing = { kind: 'contest', about: 'other', words: 'Made up.' };
  const { contestId } = await make(await signedIn(w.magpie, a.ids.wearer!), '/api/wearer/contests', filing);
  return { breach: breachId as string, contest: contestId as string, wearer: a.ids.wearer! };
}

/** Asked for by one officer of the agency, and not granted yet. */
async function enrolmentOf({ cookies, ids }: OneCase): Promise<string> {
  const asked = await make(cookies.officer!, `/api/desk/people/${ids.household}/enrolment`, {});
  return (asked.enrolment as { requestId: string }).requestId;
}

/** An overseer's question about an officer's looks. */
async function questionAbout({ ids }: OneCase): Promise<string> {
  const questionId = randomUUID();
  await w.db.database.query(
    `insert into safeguards.misuse_question (question_id, kind, actor_id, subject, from_ms, until_ms, score, params, evidence, jurisdiction,
       exercise, found_at_ms, day) values ($1, 'curiosity', $2, null, 0, 1, 50, '{}', '{0}', 'kr', true, 1, '2026-11-21')`,
    [questionId, ids.officer],
  );
  return questionId;
}

/** What an officer asked for, and a second one has not answered. */
async function actOfTwo({ ids, offices }: OneCase): Promise<string> {
  const actId = randomUUID();
  await w.db.database.query(
    `insert into safeguards.two_person_act (act_id, act, about, jurisdiction, exercise, asked_by, asked_by_agency, asked_at_ms, approvers,
       other_agency, article, expires_at_ms) values ($1::uuid, 'merge-records', $1::text, 'kr', true, $2, $3, $4::bigint, array[$3::uuid], false, 'made-up', $4::bigint + 1)`,
    [actId, ids.officer, offices.monitoring, w.clock.atMs],
  );
  return actId;
}

/** Signs of three days: a review that waits for the case's agency. */
async function conductReview(a: OneCase): Promise<string> {
  const { viewing, book } = w.magpie;
  const personId = a.ids.protected as PersonId;
  const [pairId] = book.pairsProtecting(personId, w.clock.atMs);
  const nowMs = w.clock.atMs;
  for (const days of [2, 1, 0]) {
    w.clock.atMs = nowMs - days * 86_400_000;
    await viewing.conduct.note(pairId!, personId, 'watches', 300);
  }
  return first(a.cookies.officer!, '/api/conduct-reviews', 'reviews', 'reviewId');
}

beforeAll(async () => {
  w = await twoCases();
  ids = { ...(await partsOf(w.a)), ...(await rightsOf(w.a)), order: await orderOf(w.a) };
  wearerOfB = await signedIn(w.magpie, w.b.ids.wearer!);
  supporterOfB = (await supporter(w.b)).cookie;
}, 60_000);
afterAll(() => w?.close());

const IN_A_WHILE = '2026-11-21T09:00:00Z';
/** `METHOD pattern`, which of the ids stands in it, what is sent. */
const ROUTES: readonly (readonly [route: string, id: string, body?: object])[] = [
  ['POST /api/sos/:id/cancel', 'sos', { code: '1234' }],
  ['DELETE /api/me/devices/:id', 'own'],
  ['DELETE /api/me/phones/:id', 'phone'],
  ['POST /api/me/phones/:id/answer', 'phone', { mine: false }],
  ['POST /api/me/household/:id', 'member', { act: 'end' }],
  ['POST /api/me/supporters/:id', 'support', { act: 'end' }],
  ['POST /api/me/links/:id', 'request', { confirm: true }],
  ['GET /api/me/try-warning/:id', 'trial'],
  ['POST /api/conduct-reviews/:id', 'review', { act: 'no-concern', reason: 'explained' }],
  ['POST /api/me/conduct/:id/contest', 'review'],
  ['DELETE /api/help/people/:id', 'support'],
  ['GET /api/help/links/:id', 'request'],
  ['POST /api/help/links/:id/take', 'request', {}],
  ['POST /api/desk/people/:id/sign-out', 'person', {}],
  ['POST /api/desk/people/:id/supporters', 'person', { supporterId: randomUUID() }],
  ['POST /api/desk/links/:id', 'request', { confirm: true }],
  ['GET /api/desk/people/:id/phones', 'person'],
  ['POST /api/desk/people/:id/enrolment', 'person', {}],
  ['POST /api/desk/enrolments/:id', 'enrolment', {}],
  ['GET /api/desk/incidents/:id/person', 'incident'],
  ['PUT /api/me/passkeys/:id', 'passkey', { name: 'mine' }],
  ['DELETE /api/me/passkeys/:id', 'passkey'],
  ['DELETE /api/me/sessions/:id', 'session'],
  ['GET /api/incidents/:id', 'incident'],
  ['GET /api/incidents/:id/deliveries', 'incident'],
  ['POST /api/incidents/:id/acknowledge', 'incident', {}],
  ['POST /api/incidents/:id/close', 'incident', { reason: 'exercise-over' }],
  ['POST /api/desk/two-person/:id/end', 'act', {}],
  ['POST /api/desk/retention/:id/erase', 'order', { part: 'papers', because: 'asked-by-person', confirmed: true }],
  ['GET /api/oversight/questions/:id', 'question'],
  ['POST /api/oversight/questions/:id/answers', 'question', { outcome: 'explained', words: 'Made up.' }],
  ['GET /api/desk/devices/:id', 'device'],
  ['POST /api/desk/devices/:id/reserve', 'device', { personId: randomUUID() }],
  ['POST /api/desk/devices/:id/release', 'device', {}],
  ['POST /api/desk/devices/:id/duties', 'device', { duty: 'charge' }],
  ['POST /api/desk/devices/:id/fit', 'device', {}],
  ['POST /api/desk/devices/:id/swap', 'device', { newDeviceId: randomUUID(), reason: 'fault' }],
  ['POST /api/desk/devices/:id/return', 'device', { reason: 'fault' }],
  ['POST /api/desk/devices/:id/restock', 'device', {}],
  ['POST /api/desk/devices/:id/lost', 'device', {}],
  ['POST /api/desk/devices/:id/found', 'device', {}],
  ['POST /api/desk/devices/:id/retire', 'device', { reason: 'broken' }],
  [
    'POST /api/desk/devices/:id/removals',
    'device',
    { reason: 'treatment', from: '2026-11-21T04:00:00Z', until: IN_A_WHILE },
  ],
  ['POST /api/desk/devices/:id/commands', 'device', { kind: 'report-now', reason: 'no-report' }],
  ['GET /api/desk/devices/:id/commands', 'device'],
  ['POST /api/desk/removals/:id/approve', 'removal', {}],
  ['POST /api/desk/removals/:id/refuse', 'removal', {}],
  ['POST /api/desk/removals/:id/end', 'removal', {}],
  ['POST /api/desk/custodies/:id/end', 'custody', {}],
  ['POST /api/rights/contests/:id/answer', 'contest', { outcome: 'refused', words: 'Made up.' }],
  ['POST /api/rights/breaches/:id/acts', 'breach', { act: 'put' }],
  ['POST /api/rights/wearers/:id/sign-in-letter', 'wearer', {}],
  ['POST /api/rights/wearers/:id/lawyers', 'wearer', { lawyerId: randomUUID() }],
  ['DELETE /api/rights/wearers/:id/lawyers/:lawyer', 'wearer'],
  ['POST /api/rights/wearers/:id/delays', 'wearer', { until: '2026-12-01T00:00:00Z', article: 'made up' }],
  ['GET /api/rights/wearers/:id/delays', 'wearer'],
  ['POST /api/wearer/breaches/:id/answer', 'breach', { words: 'Made up.' }],
  ['GET /api/wearer/papers/:id', 'breach'],
];

/** What acts on those parts write; not what the beat finds by itself meanwhile. */
async function everything(): Promise<string[]> {
  const tables = [
    ...[
      'devices.life_event',
      'devices.removal',
      'devices.custody',
      'devices.assignment',
      `(select * from devices.command where why = 'officer')`,
    ],
    ...['incidents.breach_act', 'people.contest_answer', 'people.wearer_lawyer', 'people.look_delay'],
    ...['server.passkey', 'server.enrolment_request'],
    ...[
      'people.support',
      'people.link_request',
      'people.participation',
      'disclosure.conduct_act',
      'server.session',
      'incidents.sos',
    ],
  ];
  const found = await Promise.all(
    tables.map((name) =>
      w.db.database.query<{ line: string }>(
        `select (to_jsonb(t) - 'last_seen_at_ms')::text as line from ${name} t order by 1`,
      ),
    ),
  );
  return found.flatMap(({ rows }, index) => rows.map(({ line }) => `${tables[index]} ${line}`));
}

describe('whoever it does not belong to', () => {
  it('gets by its id what they get by one that there is not, on any route (H-543)', async () => {
    const strangers: [who: string, cookie: string][] = [
      ['nobody', 'magpie=none'],
      ...[...STAFF, 'protected', 'household'].map((kind): [string, string] => [`${kind} of B`, w.b.cookies[kind]!]),
      ...Object.entries(w.far.cookies).map(([kind, cookie]): [string, string] => [`${kind} under another law`, cookie]),
      ['supporter of B', supporterOfB],
      ['wearer of B', wearerOfB],
    ];
    const before = await everything();
    const wrong: unknown[] = [];
    for (const [route, id, body] of ROUTES) {
      const [method = '', written = ''] = route.split(' ');
      const pattern = written.replace(':lawyer', randomUUID());
      for (const [who, cookie] of strangers) {
        const foreign = await w.as(cookie, method, pattern.replace(':id', ids[id]!), body);
        const absent = await w.as(cookie, method, pattern.replace(':id', randomUUID()), body);
        const isAlike =
          foreign.status === absent.status && JSON.stringify(foreign.body) === JSON.stringify(absent.body);
        // To end what there is not is done already.
        const isNone =
          [401, 403, 404].includes(foreign.status) || (route === 'DELETE /api/me/phones/:id' && foreign.status === 204);
        if (!isAlike || !isNone)
          wrong.push([route, who, foreign.status, absent.status, JSON.stringify(foreign.body).slice(0, 120)]);
      }
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  });

  it('is asked of every route of them that takes an id', () => {
    // An agency that anybody may sign in through is no secret.
    const open = Object.entries(CAPABILITIES).filter(
      ([route, who]) => who !== 'admin' && who !== 'callback' && !OF_A_CASE.test(route) && !route.includes('/oidc/'),
    );
    expect(
      open
        .map(([route]) => route)
        .filter((route) => route.includes(':id'))
        .sort(),
    ).toEqual(ROUTES.map(([route]) => route).sort());
  });
});
