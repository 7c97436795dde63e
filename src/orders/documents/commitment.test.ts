/** What the audit holds of a document: nothing that guesses can be checked against, and what whoever holds the document checks it by. */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../test/support/as-owner.ts';
import { type DocumentApp, documentApp, send } from '../../../test/support/documents.ts';
import { cookieOf } from '../../../test/support/safety.ts';
import type { PersonId } from '../../core/ids.ts';
import { valueOrRefuse } from '../../core/refusal.ts';
import { readDocument } from './read.ts';
import { storeDocument } from './service.ts';

const ACTOR = { kind: 'clerk', id: null };
const WORDS = new Uint8Array(Buffer.from('he was at my door'));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

let d: DocumentApp;
let me: PersonId;
beforeAll(async () => {
  d = await documentApp();
  me = d.people.protectedPerson as PersonId;
});
afterAll(() => d.close());

interface Entry {
  readonly action: string;
  readonly about: Record<string, unknown>;
}

async function audited(documentId: string): Promise<Entry[]> {
  const { rows } = await d.deps.database.query<{ entry: Entry }>(
    `select convert_from(canonical, 'UTF8')::json as entry from safeguards.audit order by number`,
  );
  return rows.map(({ entry }) => entry).filter(({ about }) => about.documentId === documentId);
}

function commitment(salt: Buffer, bytes: Uint8Array): string {
  return createHmac('sha256', salt).update(sha256(bytes)).digest('hex');
}

async function store(basis: string) {
  const document = { bytes: WORDS, fileName: null, subjectId: me, basis, uploadedBy: me, use: null };
  return valueOrRefuse(await storeDocument(d.deps, document as never, ACTOR));
}

it('the audit commits to a document by a salt of its own, which comes with the document and goes with its key (H-442)', async () => {
  const { documentId } = await store(`proceeding:${randomUUID()}`);
  const other = await store(`proceeding:${randomUUID()}`);
  const read = valueOrRefuse(await readDocument(d.deps, documentId, { purpose: 'test', actor: ACTOR }));
  const [stored, looked] = await audited(documentId);
  expect(stored).toMatchObject({ action: 'document.store', about: { commitment: commitment(read.salt, WORDS) } });
  expect(looked).toMatchObject({ action: 'document.read', about: { documentId } });
  // Another text is told from it, and the same text elsewhere is not known by it.
  expect(stored!.about.commitment).not.toBe(commitment(read.salt, Buffer.from('he was at my work')));
  expect((await audited(other.documentId))[0]!.about.commitment).not.toBe(stored!.about.commitment);
  // No guess can be checked: nothing plain of it is in any entry.
  const { rows } = await d.deps.database.query<{ canonical: Buffer }>('select canonical from safeguards.audit');
  expect(rows.map(({ canonical }) => canonical.toString()).join()).not.toContain(sha256(WORDS).toString('hex'));
  await asOwner(d.t.testDb, (owner) =>
    owner.query(
      'delete from safeguards.key_wrapping where key_id = (select key_id from orders.document where document_id = $1)',
      [documentId],
    ),
  );
  await d.deps.sealer.forgetErased();
  const gone = await readDocument(d.deps, documentId, { purpose: 'test', actor: ACTOR });
  expect(gone).toMatchObject({ ok: false, error: { code: 'erased' } });
});

it('whoever saves a document is given its salt with it, an upload as well', async () => {
  const cookie = await cookieOf(d.t, me);
  const { documentId } = (await send(d, cookie, WORDS, 'a.txt')).body;
  const answer = await fetch(`${d.origin}/api/documents/${documentId}`, { headers: { cookie } });
  const salt = Buffer.from(answer.headers.get('magpie-document-salt') ?? '', 'hex');
  expect((await audited(documentId))[0]).toMatchObject({
    action: 'document.upload',
    about: { commitment: commitment(salt, new Uint8Array(await answer.arrayBuffer())) },
  });
});
