/** Every route that takes the id of a case, called by everybody who has no part in it; and ids of others in what those who have one send. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../../test/support/magpie.ts';
import {
  heldOf,
  linkingOf,
  noticeOf,
  OF_A_CASE,
  type OneCase,
  PLACE_NAME,
  SECRET_WORDS,
  STAFF,
  type TwoCases,
  twoCases,
} from '../../test/support/two-cases.ts';
import { HOUR_MS } from '../core/time.ts';
import { CAPABILITIES } from './http/capabilities.ts';

let w: TwoCases;
let ids: Record<string, string>;

beforeAll(async () => {
  w = await twoCases();
  const { a } = w;
  const sent = await fetch(`http://127.0.0.1:${w.magpie.port}/api/documents`, {
    method: 'POST',
    headers: {
      ...{ 'x-magpie': '1', 'content-type': 'application/octet-stream', cookie: a.cookies.prosecutor! },
      'x-file-name': 'statement.txt',
    },
    body: SECRET_WORDS,
  });
  ids = {
    ...{ proceeding: a.proceedingId, person: a.ids.wearer!, other: w.b.ids.wearer! },
    document: ((await sent.json()) as { documentId: string }).documentId,
    assignment: await assigned(a),
    notice: await noticeOf(w, a),
    held: await heldOf(w, a),
    ...(await linkingOf(w, a)),
    warrant: await warrantOf(a),
  };
}, 60_000);
afterAll(() => w?.close());

/** A request of that case's police to see where its wearer was. */
async function warrantOf({ ids: of, cookies, offices }: OneCase): Promise<string> {
  const { rows } = await w.db.database.query<{ order_id: string; from_ms: number }>(
    `select order_id, from_ms from orders.court_order where wearer_id = $1`,
    [of.wearer],
  );
  const { order_id: orderId, from_ms: fromMs } = rows[0]!;
  // What is asked for lies an hour back.
  w.clock.atMs += 3 * HOUR_MS;
  const answer = await w.as(cookies.police!, 'POST', '/api/warrants', {
    ...{
      kind: 'permission',
      orderId,
      courtId: offices.court,
      use: 'compliance',
      reason: SECRET_WORDS,
      legalBasis: 'x',
    },
    ...{ from: new Date(fromMs).toISOString(), until: new Date(fromMs + HOUR_MS).toISOString() },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return (answer.body as unknown as { warrant: { warrantId: string } }).warrant.warrantId;
}

/** The judge of the case, named as such. */
async function assigned(of: OneCase): Promise<string> {
  const request = { caseId: of.proceedingId, personId: of.ids.judge, as: 'judge' };
  return (await w.as(null, 'POST', '/api/desk/assignments', request)).body.assignmentId as string;
}

/** `METHOD pattern`, which of the ids stands in it, what is sent. */
const ROUTES: readonly (readonly [route: string, id: string, body?: object])[] = [
  ['GET /api/proceedings/:id', 'proceeding'],
  ['POST /api/proceedings/:id/acts', 'proceeding', { act: 'serve' }],
  ['POST /api/proceedings/:id/respondent', 'proceeding', { respondentId: '00000000-0000-4000-8000-000000000000' }],
  ['POST /api/proceedings/:id/offices', 'proceeding', {}],
  ['POST /api/proceedings/:id/paper', 'proceeding', { language: 'en' }],
  ['GET /api/proceedings/:id/holds', 'proceeding'],
  [
    'POST /api/proceedings/:id/holds',
    'proceeding',
    { orderId: randomUUID(), article: 'x', until: '2027-01-01T00:00:00Z', documentId: randomUUID() },
  ],
  ['POST /api/proceedings/:id/holds/lift', 'proceeding', { orderId: randomUUID() }],
  ['GET /api/proceedings/:id/breaches', 'proceeding'],
  ['GET /api/proceedings/:id/contests', 'proceeding'],
  ['GET /api/proceedings/:id/proofs', 'proceeding'],
  ['POST /api/me/proceedings/:id/acts', 'proceeding', { act: 'withdraw' }],
  ['GET /api/documents/:id', 'document'],
  ['GET /api/exchange/notices/:id', 'notice'],
  ['POST /api/exchange/notices/:id/told', 'notice', { how: 'phone', who: 'Somebody', at: '2026-11-21T03:00:00Z' }],
  ['POST /api/exchange/notices/:id/confirm', 'notice', {}],
  ['POST /api/exchange/notices/:id/again', 'notice', {}],
  ['POST /api/exchange/held/:id/seen', 'held', {}],
  ['POST /api/desk/linking/reviews/:id/open', 'review', {}],
  ['POST /api/desk/linking/reviews/:id', 'review', { decision: 'same', reason: 'documents' }],
  ['POST /api/desk/linking/links/:id/split', 'link', { reason: 'documents' }],
  ['POST /api/desk/linking/notices/:id/seen', 'worn', {}],
  ['GET /api/desk/people/:id/links', 'person'],
  ['GET /api/warrants/:id', 'warrant'],
  ['GET /api/warrants/:id/standing', 'warrant'],
  ['GET /api/warrants/:id/views/:view/parts/:part', 'warrant'],
  ['POST /api/warrants/:id/permission', 'warrant', { reason: 'x' }],
  ['POST /api/warrants/:id/withdraw', 'warrant', {}],
  ['POST /api/warrants/:id/decide', 'warrant', { result: 'refused', reason: 'x' }],
  ['POST /api/warrants/:id/confirm', 'warrant', { outside: 'none', words: 'x', language: 'en' }],
  ['POST /api/warrants/:id/views', 'warrant', { use: 'compliance' }],
  ['POST /api/warrants/:id/exports', 'warrant', { viewId: '00000000-0000-4000-8000-000000000000', confirmed: true }],
  ['GET /api/desk/cases/:id/assignments', 'proceeding'],
  ['POST /api/desk/assignments/:id/end', 'assignment', {}],
];
/** Of these, the second case's officer is under the same law: what no agency has taken in hand is every desk's there. */
const OF_A_LAW = new Set(['POST /api/exchange/held/:id/seen']);
const pathOf = (pattern: string, id: string) => pattern.replace(/:id|:view/g, id).replace(':part', '0');
const NOT_THERE = [401, 403, 404];

/** What people's acts change; not what the beat finds by itself meanwhile. */
async function everything(): Promise<string> {
  const tables = [
    ...['orders.proceeding', 'orders.proceeding_event', 'orders.court_order', 'orders.document', 'orders.held_message'],
    ...['safeguards.assignment', 'safeguards.warrant_event'],
    ...['people.match_review', 'people.person_link'],
  ];
  const selects = [
    ...tables.map((table) => `select t::text as line from ${table} t order by 1`),
    `select concat_ws(' ', notice_id, state, tries, received_by, tried_from_ms) as line from orders.notice order by 1`,
    `select concat_ws(' ', notice_id, seen_at_ms, seen_by) as line from orders.worn_elsewhere order by 1`,
  ];
  const found = await Promise.all(selects.map((select) => w.db.database.query<{ line: string }>(select)));
  return found.flatMap(({ rows }) => rows.map(({ line }) => line)).join('\n');
}

describe('whoever has no part in a case', () => {
  it('finds nothing by its ids on any route, changes nothing, and is told nothing of it (H-431)', async () => {
    const strangers: [who: string, cookie: string][] = [
      ['nobody', 'magpie=none'],
      ['household of the case', w.a.cookies.household!],
      ...[...STAFF, 'protected', 'household'].map((kind): [string, string] => [`${kind} of B`, w.b.cookies[kind]!]),
      ...Object.entries(w.far.cookies).map(([kind, cookie]): [string, string] => [`${kind} under another law`, cookie]),
    ];
    const before = await everything();
    const wrong: unknown[] = [];
    for (const [route, id, body] of ROUTES) {
      const [method = '', pattern = ''] = route.split(' ');
      const answers = strangers.map(async ([who, cookie]) => {
        if (OF_A_LAW.has(route) && who === 'officer of B') return;
        const { status, body: said } = await w.as(cookie, method, pathOf(pattern, ids[id]!), body);
        const text = JSON.stringify(said);
        const isSilent = ![...Object.values(w.a.ids), PLACE_NAME, SECRET_WORDS, ' of A'].some((one) =>
          text.includes(one),
        );
        // A notice of this desk that is not theirs is answered as one that somebody saw.
        const isNone = NOT_THERE.includes(status) || (id === 'worn' && status === 409);
        if (!isNone || !isSilent) wrong.push([route, who, status, text.slice(0, 80)]);
      });
      await Promise.all(answers);
    }
    expect(wrong).toEqual([]);
    expect((await everything()).split('\n')).toEqual(before.split('\n'));
  });

  it('has none by being entered at an office that has one, in another office’s kind (H-431)', async () => {
    const { magpie, a } = w;
    const request = { kind: 'officer', agencyId: a.offices.police, name: 'Made up', exercise: true };
    const { personId } = (await w.as(null, 'POST', '/api/people', request)).body as { personId: string };
    const cookie = await signedIn(magpie, personId);
    const path = `/api/proceedings/${a.proceedingId}`;
    expect((await w.as(cookie, 'GET', path)).status).toBe(404);
    expect((await w.as(cookie, 'POST', `${path}/acts`, { act: 'fit', measureId: a.measureId })).status).toBe(404);
    expect((await w.as(cookie, 'GET', '/api/proceedings')).body.proceedings).toEqual([]);
  });

  it('is asked of every route of a case that takes an id', () => {
    const open = Object.entries(CAPABILITIES).filter(([, who]) => who !== 'admin' && who !== 'callback');
    expect(
      open
        .map(([route]) => route)
        .filter((route) => route.includes(':id') && OF_A_CASE.test(route))
        .sort(),
    ).toEqual(ROUTES.map(([route]) => route).sort());
  });

  it('sees none of its proceedings, notices and questions in a list', async () => {
    for (const kind of STAFF) {
      const lists = [
        '/api/proceedings?open=false',
        '/api/exchange/notices',
        ...(kind === 'officer' ? ['/api/desk/linking'] : []),
      ];
      for (const path of lists) {
        const { status, body } = await w.as(w.b.cookies[kind]!, 'GET', path);
        expect([path, status]).toEqual([path, 200]);
        for (const name of ['proceeding', 'notice', 'review', 'link', 'worn'])
          expect(JSON.stringify(body), `${kind} ${path}`).not.toContain(ids[name]);
      }
    }
    const own = await w.as(w.b.cookies.protected!, 'GET', '/api/me/proceedings');
    expect(JSON.stringify(own.body)).not.toContain(w.a.proceedingId);
  });
});

/** Who of the first case sends what, with an id that is not theirs to name. */
describe('whoever takes part', () => {
  const act = (who: string, body: object) =>
    who === 'protected' || who === 'other'
      ? w.as(w.a.cookies[who]!, 'POST', `/api/me/proceedings/${w.a.proceedingId}/acts`, body)
      : w.as(w.a.cookies[who]!, 'POST', `/api/proceedings/${w.a.proceedingId}/acts`, body);
  const file = (who: string, more: object) =>
    w.as(w.a.cookies[who]!, 'POST', who === 'protected' ? '/api/me/proceedings' : '/api/proceedings', {
      procedure: 'provisional-measures',
      offices: { courtId: w.a.offices.court, prosecutionId: w.a.offices.prosecution },
      act: who === 'protected' ? { act: 'ask', of: 'prosecutor' } : { act: 'file', measures: ['provisional-2'] },
      ...more,
    });
  it.each([
    ['answers an offer to another protected person', () => act('protected', answer('other', 'declined'))],
    ['says of themself that they cannot be reached', () => act('protected', answer('protected', 'unreachable'))],
    [
      'says that they asked in time',
      () => file('protected', { act: { act: 'ask', of: 'prosecutor', at: '2026-11-20T02:00:00Z' } }),
    ],
    ['offers to somebody of another case', () => act('officer', { act: 'offer', personId: w.b.ids.protected })],
    [
      'records an answer of somebody of another case',
      () => act('officer', answerOf(w.b.ids.protected!, 'unreachable')),
    ],
    ['fits under a measure of another case', () => act('officer', { act: 'fit', measureId: w.b.measureId })],
    ['attaches a document that another sent', () => act('judge', { act: 'serve', documents: [ids.document] })],
    ['petitions for somebody else', () => file('protected', { protectedIds: [w.b.ids.protected] })],
    ['names a protected person under another law', () => file('prosecutor', { protectedIds: [w.far.ids.protected] })],
    [
      'names a respondent under another law',
      () => file('prosecutor', { protectedIds: [w.a.ids.protected], respondentId: w.far.ids.wearer }),
    ],
    [
      'puts another court in the place of the one that decides',
      () => offices('police', { courtId: w.b.offices.court }),
    ],
    [
      'puts another centre in the place of the one that monitors',
      () => offices('prosecutor', { monitoringId: w.b.offices.monitoring }),
    ],
  ] as const)('and %s is refused, and nothing changes (H-431)', async (_what, send) => {
    const before = await everything();
    const { status, body } = await send();
    expect([[400, 403, 404, 409].includes(status), body.error?.code]).toEqual([true, expect.any(String)]);
    expect((await everything()).split('\n')).toEqual(before.split('\n'));
  });
  const answer = (whose: string, said: string) => answerOf(w.a.ids[whose]!, said);
  const answerOf = (personId: string, said: string) => ({ act: 'answer-offer', personId, answer: said });
  const offices = (who: string, named: object) =>
    w.as(w.a.cookies[who]!, 'POST', `/api/proceedings/${w.a.proceedingId}/offices`, named);

  it('answers for themself, and an office hands its own part on (H-432)', async () => {
    expect((await act('protected', answer('protected', 'accepted'))).status).toBe(200);
    expect((await offices('police', { policeId: w.b.offices.police })).status).toBe(200);
    expect((await w.as(w.a.cookies.police!, 'GET', `/api/proceedings/${w.a.proceedingId}`)).status).toBe(404);
    expect((await w.as(w.b.cookies.police!, 'GET', `/api/proceedings/${w.a.proceedingId}`)).status).toBe(200);
    // And the court names whoever it is to be.
    expect((await offices('clerk', { policeId: w.a.offices.police })).status).toBe(200);
  });

  it('reads what their office needs: a centre gets no statement of others (H-433)', async () => {
    const read = readBy(w.a);
    expect(await read('judge')).toContain(SECRET_WORDS);
    expect(await read('officer')).not.toContain(SECRET_WORDS);
    for (const who of ['judge', 'officer']) expect(await read(who)).toContain(PLACE_NAME);
  });

  it('nor what others attached (H-433)', async () => {
    const attached = await act('prosecutor', { act: 'ask-change', what: 'conditions', documents: [ids.document] });
    expect(attached.status).toBe(200);
    const url = `http://127.0.0.1:${w.magpie.port}/api/documents/${ids.document}`;
    const status = async (who: string) => (await fetch(url, { headers: { cookie: w.a.cookies[who]! } })).status;
    for (const who of ['judge', 'police', 'prosecutor']) expect(await status(who), who).toBe(200);
    for (const who of ['officer', 'protected', 'other']) expect(await status(who), who).toBe(404);
    expect(await readBy(w.a)('judge')).toContain(ids.document);
    expect(await readBy(w.a)('officer')).not.toContain(ids.document);
  });

  it('and those who monitor or come get no places any more once nothing holds (H-433)', async () => {
    const read = readBy(w.b);
    for (const who of ['police', 'officer']) expect(await read(who)).toContain(PLACE_NAME);
    const ended = await w.as(w.b.cookies.prosecutor!, 'POST', `/api/proceedings/${w.b.proceedingId}/acts`, {
      ...{ act: 'end', how: 'non-indictment' },
    });
    expect(ended.status).toBe(200);
    for (const who of ['police', 'officer']) expect(await read(who)).not.toContain(PLACE_NAME);
    expect(await read('judge')).toContain(PLACE_NAME);
  });
  const readBy = (of: OneCase) => async (who: string) => {
    const { status, body } = await w.as(of.cookies[who]!, 'GET', `/api/proceedings/${of.proceedingId}`);
    expect(status).toBe(200);
    return JSON.stringify(body);
  };
});
