import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asOwner } from '../../test/support/as-owner.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { ErasedError, Sealer } from './seal.ts';

const NOW_MS = Date.parse('2026-11-02T00:00:00Z');
const PERSON_DAY = { subject: 'person-1', scope: '2026-11-02', bases: ['order:a'] };

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.close());

describe('Sealer', () => {
  it('opens what it sealed, also in another process that has the master key', async () => {
    const master = randomBytes(32);
    const sealer = new Sealer(master, db.database);
    const key = await sealer.dataKey(PERSON_DAY, NOW_MS);
    const sealed = sealer.sealWith(key, Buffer.from('36.000001 124.5'));
    expect(sealed.includes(Buffer.from('36.000001'))).toBe(false);
    const other = new Sealer(master, db.database);
    expect((await other.open(key.keyId, sealed)).toString()).toBe('36.000001 124.5');
  });

  it('refuses with another master key, and bytes that were changed', async () => {
    const sealer = new Sealer(randomBytes(32), db.database);
    const key = await sealer.dataKey(PERSON_DAY, NOW_MS);
    const sealed = sealer.sealWith(key, Buffer.from('x'));
    await expect(new Sealer(randomBytes(32), db.database).open(key.keyId, sealed)).rejects.toThrow();
    sealed[14]! ^= 1;
    await expect(sealer.open(key.keyId, sealed)).rejects.toThrow();
  });

  it('keeps one key a subject and scope, wrapped once per basis; the last wrapping gone, it is erased', async () => {
    const master = randomBytes(32);
    const sealer = new Sealer(master, db.database);
    const first = await sealer.dataKey(PERSON_DAY, NOW_MS);
    const both = await sealer.dataKey({ ...PERSON_DAY, bases: ['order:a', 'order:b'] }, NOW_MS);
    expect(both.keyId).toBe(first.keyId);
    const sealed = sealer.sealWith(first, Buffer.from('x'));
    await asOwner(db, (owner) => owner.query(`delete from safeguards.key_wrapping where basis = 'order:a'`));
    expect((await new Sealer(master, db.database).open(first.keyId, sealed)).toString()).toBe('x');
    await asOwner(db, (owner) => owner.query(`delete from safeguards.key_wrapping where basis = 'order:b'`));
    await expect(new Sealer(master, db.database).open(first.keyId, sealed)).rejects.toBeInstanceOf(ErasedError);
  });

  it('gives makers that race the same key', async () => {
    const master = randomBytes(32);
    const sealers = Array.from({ length: 8 }, () => new Sealer(master, db.database));
    const keys = await Promise.all(
      sealers.map((sealer, i) => sealer.dataKey({ ...PERSON_DAY, bases: [`order:${i % 3}`] }, NOW_MS)),
    );
    const sealed = sealers[0]!.sealWith(keys[0]!, Buffer.from('x'));
    for (const [i, sealer] of sealers.entries()) expect(sealer.openWith(keys[i]!, sealed).toString()).toBe('x');
  });
});
