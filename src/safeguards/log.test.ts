import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { leafHash } from './canonical.ts';
import { audit, ledger } from './log.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const ENTRY = {
  atMs: NOW_MS,
  actor: { kind: 'system', id: null },
  action: 'test.do',
  purpose: 'test',
  about: { n: 1 },
};

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.close());

async function numbers(log: 'audit' | 'ledger'): Promise<number[]> {
  const { rows } = await db.database.query<{ number: number }>(`select number from safeguards.${log} order by number`);
  return rows.map((row) => row.number);
}

describe('audit and ledger', () => {
  it('number their rows without a gap, under racing writers and rolled-back transactions', async () => {
    const attempts = Array.from({ length: 40 }, (_, i) =>
      db.database
        .transaction(async (tx) => {
          await audit(tx, [ENTRY, ENTRY]);
          if (i % 4 === 0) throw new Error('rolled back');
        })
        .catch((error: Error) => expect(error.message).toBe('rolled back')),
    );
    await Promise.all(attempts);
    expect(await numbers('audit')).toEqual(Array.from({ length: 60 }, (_, i) => i));
  });

  it('keep the bytes that their leaf hash is made of', async () => {
    const number = await db.database.transaction((tx) =>
      ledger(tx, [{ atMs: NOW_MS, kind: 'grant', body: { rule: 'kr-1' } }]),
    );
    const { rows } = await db.database.query<{ canonical: Buffer; leaf_hash: Buffer }>(
      `select canonical, leaf_hash from safeguards.ledger where number = $1`,
      [number],
    );
    expect(rows[0]!.canonical.toString()).toBe(
      '{"at":"2026-11-02T00:00:00.000Z","body":{"rule":"kr-1"},"case":null,"kind":"grant","subject":null}',
    );
    expect(rows[0]!.leaf_hash).toEqual(leafHash(rows[0]!.canonical));
  });
});
