/** An order on paper, over HTTP on a real database and with the real worker: issued, fetched, checked as whoever holds it checks it. */
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NOON_MS } from '../../test/support/app.ts';
import { type CaseApp, caseApp } from '../../test/support/cases.ts';
import { DAY_MS, HOUR_MS } from '../core/time.ts';
import type { VerifyAnswer } from '../orders/documents/contract.ts';
import type { PaperJson } from '../orders/process/contract.ts';
import { EXCLUSION, INCLUSION } from '../orders/process/paper.fixture.ts';

let c: CaseApp;
const FILE_NAME = 'Frau Birke, Weidenweg 21.txt';

beforeAll(async () => {
  c = await caseApp();
}, 60_000);
afterAll(() => c.close());
beforeEach(() => {
  c.t.clock.atMs = NOON_MS;
});

/** Filed and decided; its id and the measure with the device. */
async function ordered(zones: readonly object[] = [EXCLUSION, INCLUSION]) {
  const { officeIds } = c;
  const opened = await c.call('prosecutor', 'POST', '/api/proceedings', {
    ...{ procedure: 'provisional-measures', respondentId: c.who.wearer!.id, protectedIds: [c.who.protected!.id] },
    offices: { courtId: officeIds.court, monitoringId: officeIds.monitoring, policeId: officeIds.police },
    act: { act: 'file', measures: ['provisional-2', 'provisional-3-2'] },
  });
  const id = opened.body.proceedingId;
  c.t.clock.atMs += HOUR_MS;
  const decided = await c.act('judge', id, {
    ...{ act: 'decide', result: 'granted', text: 'They waited at the door.\n\nNothing milder would do.' },
    documents: [await c.upload('judge', `with the decision of ${id}`, FILE_NAME)],
    measures: [
      { measure: 'provisional-2' },
      { measure: 'provisional-3-2', fitBy: new Date(c.t.clock.atMs + DAY_MS).toISOString() },
    ],
    conditions: { zones, restraintM: 300 },
  });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  const { measureId } = decided.body.measures.find(({ measure }) => measure === 'provisional-3-2')!;
  return { id, measureId };
}

const paper = (name: string, id: string, language = 'en') =>
  c.call<PaperJson>(name, 'POST', `/api/proceedings/${id}/paper`, { language });

/** What is printed, in lines run together, and the code that stands there and nowhere else. */
async function printed(documentId: string): Promise<{ text: string; code: string }> {
  const { cookie } = c.who.judge!;
  const url = `/api/documents/${documentId}`;
  const { rawPayload } = await c.t.app.inject({ url, headers: { cookie, host: 'localhost' } });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(rawPayload)));
  const flat = text.join(' ').replace(/\s+/g, ' ');
  return { text: flat, code: /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(flat)![0] };
}

async function verify(number: string, code: string): Promise<VerifyAnswer> {
  return (await c.t.browser<VerifyAnswer>('POST', '/api/verify-order', { body: { number, code } })).body;
}

describe('an order on paper', () => {
  it('is checked as it stands: extended, an older one says so; ended, each says so (H-414)', async () => {
    const { id, measureId } = await ordered();
    const first = (await paper('clerk', id)).body;
    expect(first).toMatchObject({ version: 1, isNew: true, isNewest: true });
    const one = await printed(first.documentId);
    expect(await verify(first.number, one.code)).toEqual({
      ...{ genuine: true, version: 1, isNewest: true, jurisdiction: 'kr', exercise: true },
      ...{ issuedOn: '2026-11-21', standing: 'in-force' },
    });
    c.t.clock.atMs = Date.parse('2027-02-10T03:00:00Z');
    await c.act('prosecutor', id, { act: 'ask-extension', measureId });
    const extended = await c.act('judge', id, { act: 'decide-extension', measureId, result: 'granted' });
    expect(extended.status, JSON.stringify(extended.body)).toBe(200);
    // Before the new version is on paper: what is held is outdated already.
    expect(await verify(first.number, one.code)).toMatchObject({ isNewest: false, standing: 'in-force' });
    expect((await paper('officer', id)).body).toMatchObject({ version: 1, isNewest: false });
    const second = (await paper('judge', id)).body;
    expect(second).toMatchObject({ number: first.number, version: 2, isNew: true });
    const two = await printed(second.documentId);
    expect(two.text).toContain('lasts to the end of 21 May 2027, not of 21 February 2027');
    expect(two.text).toMatch(/keep 100 m away \(SPA.9\(1\)2\) · from 21 November 2026 to the end of 21 February 2027/);
    expect(await verify(second.number, two.code)).toMatchObject({ version: 2, isNewest: true });
    expect(await verify(first.number, one.code)).toMatchObject({ version: 1, isNewest: false });
    const { documents } = (await c.call('judge', 'GET', `/api/proceedings/${id}`)).body;
    expect(documents.map(({ what, number, version }) => [what, number, version])).toEqual([
      ['decision', 2, 1],
      ['order-pdf', null, 1],
      ['order-pdf', null, 2],
    ]);
    expect((await c.act('prosecutor', id, { act: 'end', how: 'non-indictment' })).status).toBe(200);
    expect(await verify(second.number, two.code)).toMatchObject({ genuine: true, standing: 'ended' });
    expect((await paper('judge', id)).status).toBe(409);
    expect((await paper('officer', id)).body).toMatchObject({ version: 2, isNewest: false });
  }, 20_000);

  it('says what the version orders, and no more than those whom it is given to may know (H-413)', async () => {
    const { id } = await ordered();
    const { text } = await printed((await paper('judge', id)).body.documentId);
    for (const said of [
      ...['court', 'M-0', 'wearer (exercise)', 'protected (exercise)', 'prosecution', 'judge (exercise)'],
      ...['within 300 m', 'from 21 November 2026 to the end of 21 February 2027', 'Charge the device every day'],
      ...['Home, 21 Willow Road (within 200 m; Monday to Friday, Sunday, 22:00-06:00 of the next day)'],
      ...['They waited at the door.', 'Nothing milder would do.', 'within 7 days', 'With the decision'],
      ...['Last day, if it was made known on 21 November 2026: 30 November 2026', 'served apart'],
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('Weidenweg');
    expect(text).not.toContain(INCLUSION.name);
  });

  it('again is the same, whatever happened since and whatever language is asked for (H-414)', async () => {
    const { id } = await ordered([]);
    const both = await Promise.all([paper('judge', id, 'ko'), paper('clerk', id, 'en')]);
    const [first, same] = both.map(({ body }) => body) as [PaperJson, PaperJson];
    expect(same.documentId).toBe(first.documentId);
    await c.act('clerk', id, { act: 'serve' });
    for (const [name, language] of [
      ['judge', 'ko'],
      ['clerk', 'en'],
      ['officer', 'ms'],
      ['police', 'ja'],
    ] as const) {
      expect((await paper(name, id, language)).body).toEqual({ ...first, isNew: false });
    }
  });

  it('is made by the court alone, of an order, and for those who take part', async () => {
    const { id } = await ordered([]);
    expect((await paper('officer', id)).body).toMatchObject({ error: { code: 'conflict' } });
    for (const name of ['prosecutor', 'protected']) expect((await paper(name, id)).status).toBe(403);
    const other = (await c.t.admin<{ agencyId: string }>('/api/agencies', { name: 'elsewhere', role: 'court' })).body;
    await c.add('other-judge', 'judge', other.agencyId);
    expect((await paper('other-judge', id)).status).toBe(404);
    const opened = await c.call('prosecutor', 'POST', '/api/proceedings', {
      ...{ procedure: 'provisional-measures', protectedIds: [c.who.protected!.id] },
      ...{ offices: { courtId: c.officeIds.court }, act: { act: 'file', measures: ['provisional-2'] } },
    });
    const refused = await paper('judge', opened.body.proceedingId);
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([409, expect.stringContaining('Nothing has been')]);
  });

  it('each name that is opened for it is on record, before the paper is', async () => {
    const { id } = await ordered([]);
    await paper('clerk', id);
    const { rows } = await c.t.deps.database.query<{ canonical: Buffer }>(
      `select canonical from safeguards.audit order by number desc limit 8`,
    );
    const actions = rows.map(
      ({ canonical }) => JSON.parse(canonical.toString()) as { action: string; purpose: string },
    );
    expect(actions.reverse().map(({ action, purpose }) => `${action} ${purpose}`)).toEqual(
      expect.arrayContaining([
        'proceeding.read paper',
        'identity.read paper',
        'document.store order',
        'order.issue order',
      ]),
    );
    expect(actions.filter(({ action, purpose }) => action === 'identity.read' && purpose === 'paper')).toHaveLength(3);
  });
});
