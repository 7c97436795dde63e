/** Documents of proceedings over HTTP, on a real database: what comes with an act, who may read it, and what is never half done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseApp, caseApp } from '../../test/support/cases.ts';
import { DAY_MS, SECOND_MS } from '../core/time.ts';
import { storeDocument } from '../orders/documents/service.ts';
import type { OwnProceedingListJson, ProceedingDetailJson } from '../orders/process/contract.ts';

let c: CaseApp;
let officeIds: CaseApp['officeIds'];
const NOBODY = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  c = await caseApp();
  ({ officeIds } = c);
  const other = async (role: string) =>
    (await c.t.admin<{ agencyId: string }>('/api/agencies', { name: `other ${role}`, role })).body.agencyId;
  await c.add('protected-too', 'protected', officeIds.monitoring!);
  await c.add('household', 'household', officeIds.monitoring!, { householdOf: c.who.protected!.id });
  await c.add('stranger', 'protected', officeIds.monitoring!);
  await c.add('other-officer', 'officer', await other('monitoring'));
  await c.add('other-police', 'police', await other('police'));
  await c.add('other-judge', 'judge', await other('court'));
}, 60_000);
afterAll(() => c.close());

const offices = () => ({ courtId: officeIds.court, monitoringId: officeIds.monitoring, policeId: officeIds.police });

function open(name: string, documents: readonly string[], over: object = {}) {
  const act = { act: 'file', measures: ['provisional-2', 'provisional-3-2'], documents };
  return c.call(name, 'POST', '/api/proceedings', {
    ...{ procedure: 'provisional-measures', respondentId: c.who.wearer!.id, offices: offices(), act },
    ...{ protectedIds: [c.who.protected!.id, c.who['protected-too']!.id], ...over },
  });
}

const granted = (documents: readonly string[]) => ({
  ...{ act: 'decide', result: 'granted', documents },
  measures: [
    { measure: 'provisional-2' },
    { measure: 'provisional-3-2', fitBy: new Date(c.t.clock.atMs + DAY_MS).toISOString() },
  ],
});

const detail = async (id: string, name = 'judge'): Promise<ProceedingDetailJson> =>
  (await c.call(name, 'GET', `/api/proceedings/${id}`)).body;

async function rowsOf(table: string): Promise<number> {
  return (await c.t.deps.database.query<{ n: number }>(`select count(*)::int as n from orders.${table}`)).rows[0]!.n;
}

describe('what comes with an act', () => {
  it('belongs to its event and to the version that it made, with its name for those who take part', async () => {
    const request = await c.upload('prosecutor', 'request', 'Antrag über alles.txt');
    const begun = await open('prosecutor', [request, request]);
    expect(begun.status, JSON.stringify(begun.body)).toBe(201);
    const id = begun.body.proceedingId;
    expect(begun.body.documents).toMatchObject([
      { documentId: request, what: 'request-attachment', number: 1, version: null, name: 'Antrag über alles.txt' },
    ]);
    // The table of contents stands once, not in what the event tells as well.
    expect(begun.body.events[0]!.about).not.toHaveProperty('documents');
    c.t.clock.atMs += SECOND_MS;
    const ruling = await c.upload('judge', 'decision', 'decision.txt');
    expect((await c.act('judge', id, granted([ruling]))).status).toBe(200);
    c.t.clock.atMs += SECOND_MS;
    const late = await c.upload('clerk', 'served on', 'served.txt');
    expect((await c.act('clerk', id, { act: 'serve', documents: [late] })).status).toBe(200);
    const { documents, versions } = await detail(id);
    expect(documents.map(({ what, number, version, state }) => [what, number, version, state])).toEqual([
      ['request-attachment', 1, null, 'kept'],
      ['decision', 2, 1, 'kept'],
      ['service-record', 3, null, 'kept'],
    ]);
    expect(versions.map(({ number }) => number)).toEqual([2]);
    const { rows } = await c.t.deps.database.query<{ canonical: Buffer }>(`select canonical from safeguards.audit`);
    expect(rows.map(({ canonical }) => canonical.toString()).join()).not.toContain('Antrag');
  });

  it.each([
    ['an upload that is not there', async () => [NOBODY]],
    ["somebody else's", async () => [await c.upload('police', 'of the police', 'a.txt')]],
    ['one of them, and the other is not there', async () => [await c.upload('prosecutor', 'mine', 'a.txt'), NOBODY]],
  ])('%s: nothing is opened, written or taken (H-412)', async (_, documents) => {
    const before = await Promise.all(['proceeding', 'document', 'document_use', 'proceeding_event'].map(rowsOf));
    const answer = await open('prosecutor', await documents());
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([404, expect.stringContaining('no such upload')]);
    const after = await Promise.all(['proceeding', 'document', 'document_use', 'proceeding_event'].map(rowsOf));
    expect(after).toEqual(before);
  });

  it('the 21st document rolls the whole act back (H-412)', async () => {
    const upload = (i: number) => c.upload('prosecutor', `number ${i}`, `${i}.txt`);
    const first = await Promise.all(Array.from({ length: 20 }, (_, i) => upload(i)));
    const { proceedingId } = (await open('prosecutor', first)).body;
    const before = await detail(proceedingId);
    expect(before.documents).toHaveLength(20);
    const rows = await rowsOf('document');
    const oneMore = { act: 'withdraw', documents: [await upload(20)] };
    const refused = await c.act('prosecutor', proceedingId, oneMore);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('20 documents')]);
    expect(await detail(proceedingId)).toEqual({ ...before, changedAtMs: before.changedAtMs });
    expect(await rowsOf('document')).toBe(rows);
    // What it has already is not one more, though it comes again.
    const again = await c.act('prosecutor', proceedingId, { act: 'withdraw', documents: [first[0]] });
    expect(again.status, JSON.stringify(again.body)).toBe(200);
  }, 20_000);

  it('the same bytes are one document, however those whom it protects are listed', async () => {
    const ids = [c.who.protected!.id, c.who['protected-too']!.id];
    for (const protectedIds of [ids, ids.toReversed()]) {
      const upload = await c.upload('prosecutor', `once ${protectedIds[0]}`, 'once.txt');
      const { proceedingId } = (await open('prosecutor', [upload], { protectedIds })).body;
      const again = await c.act('prosecutor', proceedingId, { act: 'withdraw', documents: [upload] });
      expect(again.body.documents.map(({ documentId }) => documentId)).toEqual([upload]);
    }
  });

  it('one upload in two proceedings is a document of each', async () => {
    const upload = await c.upload('prosecutor', 'for both', 'both.txt');
    const ids: string[] = [];
    for (let i = 0; i < 2; i += 1) ids.push((await open('prosecutor', [upload])).body.documents[0]!.documentId);
    expect(ids[0]).toBe(upload);
    expect(ids[1]).not.toBe(upload);
  });
});

describe('who may read it', () => {
  it('whoever takes part by office, and whom it protects what they sent themself and no more (H-411)', async () => {
    const asked = await c.call<OwnProceedingListJson['proceedings'][number]>(
      'protected',
      'POST',
      '/api/me/proceedings',
      {
        ...{ procedure: 'provisional-measures', offices: { prosecutionId: officeIds.prosecution, ...offices() } },
        act: { act: 'ask', of: 'prosecutor', documents: [await c.upload('protected', 'hers', 'mine.txt')] },
      },
    );
    expect(asked.status, JSON.stringify(asked.body)).toBe(201);
    const id = asked.body.proceedingId;
    const { database } = c.t.deps;
    await database.query(`insert into orders.proceeding_person values ($1, $2)`, [id, c.who['protected-too']!.id]);
    const act = { act: 'file', measures: ['provisional-2', 'provisional-3-2'] };
    const file = { ...act, documents: [await c.upload('prosecutor', 'theirs', 'file.txt')] };
    const filed = await c.act('prosecutor', id, file);
    expect(filed.status, JSON.stringify(filed.body)).toBe(200);
    await c.call('clerk', 'POST', `/api/proceedings/${id}/respondent`, { respondentId: c.who.wearer!.id });
    const decided = await c.act('judge', id, granted([await c.upload('judge', 'ruling', 'ruling.txt')]));
    expect(decided.status, JSON.stringify(decided.body)).toBe(200);
    const { documents, measures } = decided.body;
    const of = (what: string) => documents.find((one) => one.what === what)!.documentId;
    const store = async (basis: `order:${string}` | `proceeding:${string}`, use: 'order-pdf' | null) => {
      const subjectId = c.who.protected!.id;
      const made = await storeDocument(
        c.papers,
        {
          ...{ bytes: Buffer.from(`made for ${basis}`), fileName: null, subjectId, basis, uploadedBy: null },
          use: use === null ? null : { proceedingId: id, orderVersion: 1, what: use },
        },
        { kind: 'judge', id: null },
      );
      if (!made.ok) throw new Error(made.error.message);
      return made.value.documentId;
    };
    const { rows } = await database.query<{ order_id: string }>(
      `select order_id from orders.measure where measure_id = any($1) and order_id is not null`,
      [measures.map(({ measureId }) => measureId)],
    );
    const table: Record<string, string> = {
      hers: of('petition-attachment'),
      theirs: of('request-attachment'),
      ruling: of('decision'),
      paper: await store(`proceeding:${id}`, 'order-pdf'),
      order: await store(`order:${rows[0]!.order_id}`, null),
      'order of nothing': await store(`order:${NOBODY}`, null),
    };
    const allowed: Record<string, readonly string[]> = {
      judge: ['hers', 'theirs', 'ruling', 'paper', 'order'],
      clerk: ['hers', 'theirs', 'ruling', 'paper', 'order'],
      prosecutor: ['hers', 'theirs', 'ruling', 'paper', 'order'],
      police: ['hers', 'theirs', 'ruling', 'paper', 'order'],
      // Nothing that people attached (H-433).
      officer: ['ruling', 'paper', 'order'],
      protected: ['hers', 'paper'],
      'protected-too': ['paper'],
    };
    for (const name of Object.keys(c.who).filter((one) => one !== 'wearer')) {
      for (const [what, documentId] of Object.entries(table)) {
        const { status } = await c.call(name, 'GET', `/api/documents/${documentId}`);
        const may = (allowed[name] ?? []).includes(what);
        const outcome = may ? [200] : [404, 403];
        expect(outcome, `${name} reads ${what}: ${status}`).toContain(status);
      }
    }
    const own = await c.call<OwnProceedingListJson>('protected', 'GET', '/api/me/proceedings');
    expect(own.body.proceedings.find(({ proceedingId }) => proceedingId === id)?.documents).toMatchObject([
      { documentId: table.hers, name: 'mine.txt', what: 'petition-attachment' },
    ]);
    const theirs = await c.call<OwnProceedingListJson>('protected-too', 'GET', '/api/me/proceedings');
    expect(theirs.body.proceedings.find(({ proceedingId }) => proceedingId === id)?.documents).toEqual([]);
  }, 20_000);
});
