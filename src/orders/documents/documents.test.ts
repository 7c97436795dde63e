/** Documents over a real database and real sockets. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type DocumentApp, documentApp, send } from '../../../test/support/documents.ts';
import { cookieOf, personOf } from '../../../test/support/safety.ts';
import type { PersonId } from '../../core/ids.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { DAY_MS, HOUR_MS } from '../../core/time.ts';
import type { DocumentBasis, UseOf } from './document.ts';
import { insertDocument, loadUses } from './documents.sql.ts';
import { DOCUMENT_LIMITS } from './limits.ts';
import { readDocument } from './read.ts';
import { pngOf, TEXT } from './samples.fixture.ts';
import { sealBytes } from './sealing.ts';
import { insertPrepared, prepareUpload, purgeUploads, storeDocument } from './service.ts';

const ACTOR = { kind: 'clerk', id: null };
const PURPOSE = { purpose: 'test', actor: ACTOR };
let d: DocumentApp;
let hers: string;
let me: PersonId;

beforeAll(async () => {
  d = await documentApp();
  me = d.people.protectedPerson as PersonId;
  hers = await cookieOf(d.t, me);
});
afterAll(() => d.close());

let made = 0;
function text(): Uint8Array {
  made += 1;
  return new Uint8Array(Buffer.from(`exercise ${made}`));
}

const useIn = (proceedingId: string): UseOf => ({ proceedingId, orderVersion: null, what: 'petition-attachment' });

function store(bytes: Uint8Array, basis: DocumentBasis, use: UseOf | null = null) {
  return storeDocument(d.deps, { bytes, fileName: 'a.txt', subjectId: me, basis, uploadedBy: me, use }, ACTOR);
}

async function rowsOf(table: string, where: string): Promise<number> {
  const { rows } = await d.deps.database.query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`);
  return rows[0]!.n;
}

function open(cookie: string | null, documentId: string) {
  const headers: Record<string, string> = cookie === null ? {} : { cookie };
  return fetch(`${d.origin}/api/documents/${documentId}`, { headers });
}

describe('an upload', () => {
  it('comes back to whoever sent it: to be saved, never shown', async () => {
    const bytes = pngOf(7, 5);
    const { status, body } = await send(d, hers, bytes, '사진 1.png');
    expect([status, body]).toMatchObject([201, { mediaType: 'image/png', sizeBytes: bytes.length }]);
    const answer = await open(hers, body.documentId);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="__ 1.png"; filename*=UTF-8''%EC%82%AC%EC%A7%84%201.png`,
      'content-security-policy': `sandbox; default-src 'none'`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(d.t.logged()).not.toContain('사진');
  });

  it("(H-323) is nobody else's: not read, not taken, and not told from what is not there", async () => {
    const { body } = await send(d, hers, text());
    const none = await open(hers, randomUUID());
    const judge = await personOf(
      d.t,
      (await d.t.admin<{ agencyId: string }>('/api/agencies', { name: 'Court', role: 'court' })).body.agencyId,
      'judge',
    );
    for (const other of [d.people.officer, judge]) {
      const answer = await open(await cookieOf(d.t, other), body.documentId);
      expect([answer.status, await answer.text()]).toEqual([404, await none.clone().text()]);
      const taken = await prepareUpload(d.deps, body.documentId, {
        ...{ subjectId: me, basis: `proceeding:${randomUUID()}`, use: null, uploadedBy: other as PersonId },
      });
      expect(taken).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
    expect(d.asked).not.toContain(body.documentId);
  });

  it('(H-323) of household members, supporters and nobody is refused, and nothing is kept', async () => {
    const supporter = await personOf(d.t, d.people.agencyId, 'supporter');
    const before = await rowsOf('orders.document_upload', 'true');
    const bytes = text();
    for (const person of [d.people.household, supporter, d.people.wearer]) {
      const cookie = await cookieOf(d.t, person);
      expect((await send(d, cookie, bytes)).status).toBe(403);
      expect((await open(cookie, randomUUID())).status).toBe(403);
    }
    expect((await send(d, null, bytes)).status).toBe(401);
    expect(await rowsOf('orders.document_upload', 'true')).toBe(before);
  });

  it('of the same bytes, sent many times at once, is one', async () => {
    const bytes = text();
    const sent = await Promise.all(Array.from({ length: 8 }, () => send(d, hers, bytes)));
    expect(new Set(sent.map(({ status, body }) => `${status} ${body.documentId}`)).size).toBe(1);
    expect(await rowsOf('orders.document_upload', `document_id = '${sent[0]!.body.documentId}'`)).toBe(1);
  });

  it('of the largest size is taken and read back whole; one byte more, or none, is refused in words', async () => {
    const most = new Uint8Array(DOCUMENT_LIMITS.bytes).fill(97);
    const taken = await send(d, hers, most);
    expect(taken.status).toBe(201);
    expect(Buffer.from(await (await open(hers, taken.body.documentId)).arrayBuffer()).equals(most)).toBe(true);
    const over = await send(d, hers, new Uint8Array(DOCUMENT_LIMITS.bytes + 1).fill(97));
    expect([over.status, over.body.error]).toEqual([
      413,
      { code: 'too-large', message: 'The file is larger than 10 MB.' },
    ]);
    const none = await send(d, hers, new Uint8Array());
    expect([none.status, none.body.error?.message]).toEqual([400, 'The file is empty.']);
  });

  it('is refused with what to do when it is of a kind that is not taken', async () => {
    const answer = await send(d, hers, new Uint8Array(Buffer.from('PK\x03\x04')), 'letter.pdf');
    expect([answer.status, answer.body.error?.message]).toEqual([
      400,
      'This is an office document or an archive. Save it as PDF and send that.',
    ]);
  });

  it('(H-325) that nothing used is gone after a day, with its key; what was taken stays', async () => {
    const [left, used] = [(await send(d, hers, text())).body, (await send(d, hers, text())).body];
    const basis = `proceeding:${randomUUID()}` as const;
    const taken = valueOrRefuse(
      await prepareUpload(d.deps, used.documentId, { subjectId: me, basis, use: null, uploadedBy: me }),
    );
    await d.deps.database.transaction((tx) => insertPrepared(tx, taken, d.t.clock.nowMs(), ACTOR));
    const { rows } = await d.deps.database.query<{ key_id: number }>(
      'select key_id from orders.document_upload where document_id = $1',
      [left.documentId],
    );
    const wrappings = () => rowsOf('safeguards.key_wrapping', `key_id = ${rows[0]!.key_id}`);
    // The clock of the test stands days behind the database's.
    d.t.clock.atMs += DAY_MS - 1;
    await purgeUploads(d.deps);
    expect((await open(hers, left.documentId)).status).toBe(200);
    expect(await wrappings()).toBe(1);
    d.t.clock.atMs += 2;
    expect(await purgeUploads(d.deps)).toBeGreaterThan(1);
    d.t.clock.atMs += HOUR_MS;
    await purgeUploads(d.deps);
    expect(await wrappings()).toBe(0);
    expect((await open(hers, left.documentId)).status).toBe(404);
    expect((await open(hers, used.documentId)).status).toBe(200);
  });
});

describe('a document', () => {
  it('with the same bytes of the same case is stored once, however many at once; of another case it is another', async () => {
    const bytes = text();
    const basis = `proceeding:${randomUUID()}` as const;
    const stored = await Promise.all(Array.from({ length: 6 }, () => store(bytes, basis)));
    const ids = new Set(stored.map((one) => valueOrRefuse(one).documentId));
    expect(ids.size).toBe(1);
    const other = valueOrRefuse(await store(bytes, `proceeding:${randomUUID()}`));
    expect(ids.has(other.documentId)).toBe(false);
    expect(valueOrRefuse(stored[0]!).hash).toBe(other.hash);
  });

  it('keeps the id of the upload it was taken from; its reading is audited, its name nowhere in clear', async () => {
    const sent = (await send(d, hers, TEXT, '어머니 집 주소.txt')).body;
    const proceedingId = randomUUID();
    const to = {
      subjectId: me,
      basis: `proceeding:${proceedingId}`,
      use: useIn(proceedingId),
      uploadedBy: me,
    } as const;
    const prepared = valueOrRefuse(await prepareUpload(d.deps, sent.documentId, to));
    const stored = await d.deps.database.transaction((tx) => insertPrepared(tx, prepared, d.t.clock.nowMs(), ACTOR));
    expect(stored).toMatchObject({ documentId: sent.documentId, hash: sent.hash, basis: to.basis });
    expect(await loadUses(d.deps.database, proceedingId)).toMatchObject([
      { documentId: sent.documentId, what: 'petition-attachment' },
    ]);
    const read = valueOrRefuse(await readDocument(d.deps, sent.documentId, PURPOSE));
    expect([read.fileName, new Uint8Array(read.bytes)]).toEqual(['어머니 집 주소.txt', TEXT]);
    const { rows } = await d.deps.database.query<{ canonical: Buffer }>(`select canonical from safeguards.audit`);
    const audited = rows.map(({ canonical }) => canonical.toString()).join('\n');
    expect(audited).toContain(`"action":"document.read"`);
    expect(audited).toContain(sent.documentId);
    expect(audited).not.toContain('어머니');
    const dumped = await d.deps.database.query<{ row: string }>('select d::text as row from orders.document d');
    expect(dumped.rows.map(({ row }) => row).join()).not.toContain(Buffer.from('어머니').toString('hex'));
  });

  it('of a proceeding that has 20 is refused, and nothing changes', async () => {
    const proceedingId = randomUUID();
    const basis = `proceeding:${proceedingId}` as const;
    const [first] = await Promise.all(
      Array.from({ length: 19 }, async () => {
        const bytes = text();
        await store(bytes, basis, useIn(proceedingId));
        return bytes;
      }),
    );
    const two = await Promise.allSettled([
      store(text(), basis, useIn(proceedingId)),
      store(text(), basis, useIn(proceedingId)),
    ]);
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(two.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      refusal: { message: 'The proceeding has 20 documents, and no more are taken.' },
    });
    expect(await rowsOf('orders.document', `basis = '${basis}'`)).toBe(20);
    // One that is there counts once.
    expect((await store(first!, basis, useIn(proceedingId))).ok).toBe(true);
  });

  it('(H-321) with altered bytes, hash or id is said to be damaged, and never shown', async () => {
    const [first, second] = [
      valueOrRefuse(await store(text(), `order:${randomUUID()}`)),
      valueOrRefuse(await store(text(), `order:${randomUUID()}`)),
    ];
    const alter = (statement: string) =>
      asOwner(d.t.testDb, async (owner) => {
        await owner.query('alter table orders.document disable trigger document_immutable');
        await owner.query(statement);
        await owner.query('alter table orders.document enable trigger document_immutable');
      });
    const damaged = { ok: false, error: { code: 'damaged' } };
    const where = `where document_id = '${first.documentId}'`;
    await alter(`update orders.document set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) ${where}`);
    expect(await readDocument(d.deps, first.documentId, PURPOSE)).toMatchObject(damaged);
    const cookie = hers;
    const answer = await open(cookie, first.documentId);
    expect([answer.status, ((await answer.json()) as { error: unknown }).error]).toMatchObject([
      500,
      { code: 'damaged' },
    ]);
    // Another document's bytes in its place: they open under their own name only.
    await alter(
      `update orders.document set (sealed, name_sealed, key_id, hash) = (select sealed, name_sealed, key_id, hash from orders.document where document_id = '${second.documentId}') ${where}`,
    );
    expect(await readDocument(d.deps, first.documentId, PURPOSE)).toMatchObject(damaged);
    expect((await readDocument(d.deps, second.documentId, PURPOSE)).ok).toBe(true);
    // Sealed here, and yet not what its hash says: a fault of our own, found all the same.
    const [documentId, hash, basis] = [randomUUID(), 'ab'.repeat(32), `order:${randomUUID()}` as const];
    const { sealer, database } = d.deps;
    const key = await sealer.dataKey({ subject: me, scope: basis, bases: [basis] }, 0);
    const of = { documentId, hash, sizeBytes: TEXT.length };
    const sealed = await sealBytes(sealer, key, TEXT, of);
    await insertDocument(database, me, {
      ...{ ...of, basis, sealed, keyId: key.keyId, nameSealed: null },
      ...{ mediaType: 'text/plain', uploadedBy: null, createdAtMs: 0, commitment: '' },
    });
    expect(await readDocument(d.deps, documentId, PURPOSE)).toMatchObject(damaged);
    expect(
      await rowsOf('safeguards.audit', `convert_from(canonical, 'utf8') like '%document.damaged%'`),
    ).toBeGreaterThan(1);
  });

  it('whose basis was erased is said to be erased', async () => {
    const basis = `order:${randomUUID()}` as const;
    const { documentId } = valueOrRefuse(await store(text(), basis));
    const { rows } = await d.deps.database.query<{ key_id: number }>(
      'select key_id from orders.document where document_id = $1',
      [documentId],
    );
    await asOwner(d.t.testDb, (owner) => owner.query('delete from safeguards.key_wrapping where basis = $1', [basis]));
    d.deps.sealer.forget(rows[0]!.key_id);
    expect(await readDocument(d.deps, documentId, PURPOSE)).toMatchObject({ ok: false, error: { code: 'erased' } });
  });

  it("(H-321) is changed and removed by nobody: not by the application, and not by an owner's slip", async () => {
    await store(text(), `order:${randomUUID()}`, useIn(randomUUID()));
    for (const table of ['document', 'document_use', 'order_number', 'issued_order', 'document_upload']) {
      const column =
        table === 'order_number'
          ? 'sequence = 1'
          : table === 'document_use'
            ? `what = 'x'`
            : table === 'issued_order'
              ? 'version = 1'
              : 'size_bytes = 1';
      for (const statement of [
        `update orders.${table} set ${column}`,
        `delete from orders.${table}`,
        `truncate orders.${table} cascade`,
      ]) {
        await expect(d.deps.database.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      }
    }
    await asOwner(d.t.testDb, async (owner) => {
      for (const statement of [
        'update orders.document set size_bytes = 1',
        `update orders.document_use set what = 'other'`,
        'delete from orders.issued_order',
        'truncate orders.document cascade',
      ])
        await expect(owner.query(statement), statement).rejects.toThrow('documents do not change');
    });
  });
});

test('a body that does not come in time ends the connection', async () => {
  const { limitSlowBodies } = await import('../../server/http/slow-bodies.ts');
  const { default: Fastify } = await import('fastify');
  const app = Fastify();
  limitSlowBodies(app, { requestMs: 30, uploadMs: 60_000 });
  app.post('/short', async () => 'short');
  app.post('/long', { config: { isUpload: true } }, async () => 'long');
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const slow = (path: string) => {
    let finish: () => void = () => undefined;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(Buffer.from('{"a":')));
        finish = () => {
          controller.enqueue(new Uint8Array(Buffer.from('1}')));
          controller.close();
        };
      },
    });
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit;
    return { answer: fetch(`${address}${path}`, init), finish: () => finish() };
  };
  const long = slow('/long');
  await expect(slow('/short').answer).rejects.toThrow();
  long.finish();
  expect(await (await long.answer).text()).toBe('long');
  await app.close();
});

test('random bytes are refused whatever their number', async () => {
  for (const size of [1, 17, 4_096])
    expect((await send(d, hers, new Uint8Array(randomBytes(size)).fill(0xff, 0, 1))).status).toBe(400);
});
