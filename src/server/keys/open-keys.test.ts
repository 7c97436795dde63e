import { randomBytes } from 'node:crypto';
import { cp, link, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { startTransit } from '../../../test/support/transit-server.ts';
import { systemClock } from '../../core/clock.ts';
import type { Database } from '../../core/database.ts';
import { OrderCodes } from '../../orders/documents/issue/code.ts';
import { derivedKey, ErasedError, eraseDue, Sealer, startClocks } from '../../safeguards/service.ts';
import { loadSecrets, masterKeyOf, replaceSecrets, type Secrets, vapidKeys } from '../secrets.ts';
import { type Keys, keyFolder, openKeys } from './open-keys.ts';

const TARGET = { subject: '4f3b8f7e-0000-4000-8000-000000000001', scope: '2026-11-02', bases: ['order:a', 'order:b'] };
const NOW_MS = Date.parse('2026-11-02T00:00:00Z');

let db: TestDatabase;
let dataFolder: string;
beforeEach(async () => {
  db = await testDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'magpie-data-'));
});
afterEach(async () => {
  await db.close();
  await rm(dataFolder, { recursive: true, force: true });
});

async function opened(env: NodeJS.ProcessEnv = {}, database: Database = db.database) {
  const secrets = await loadSecrets(dataFolder);
  return openKeys({ dataFolder, env, secrets, database, clock: systemClock, say: () => undefined });
}

async function vaultAt(address: string): Promise<NodeJS.ProcessEnv> {
  await writeFile(join(dataFolder, 'token'), 's.t');
  return { MAGPIE_VAULT_ADDR: address, MAGPIE_VAULT_TOKEN_FILE: join(dataFolder, 'token') };
}

const OVER = {
  what: 'location',
  because: 'acquitted',
  startsAtMs: 0,
  destroyAtMs: 1,
  article: 'a',
  packVersion: 'kr@1',
};

/** Data under one order, and by which key of the store it is wrapped. */
async function sealedUnder(keys: Keys, basis: string) {
  const sealer = new Sealer(keys.masterKey, db.database, keys.store);
  const { keyId } = await sealer.dataKey({ ...TARGET, scope: basis, bases: [basis] }, NOW_MS);
  const { rows } = await db.database.query<{ name: string }>(
    'select store_key as name from safeguards.key_wrapping where key_id = $1',
    [keyId],
  );
  return { keyId, name: rows[0]!.name, sealer };
}

/** As they were made before there were key stores. */
async function oldSecrets(): Promise<Secrets> {
  const { storeKeyHex: _, ...old } = await loadSecrets(dataFolder);
  await writeFile(join(dataFolder, 'secrets.json'), JSON.stringify(old));
  return old;
}

describe('opening the key store', () => {
  it('of a database from before: rewraps, gives the master key up, and an old dump opens no more (H-495)', async () => {
    const old = await oldSecrets();
    const master = Buffer.from(old.masterKeyHex, 'hex');
    const before = new Sealer(master, db.database);
    const key = await before.dataKey(TARGET, NOW_MS);
    const sealed = before.sealWith(key, Buffer.from('36.5'));
    const { rows: dumped } = await db.database.query<{ wrapped: Buffer }>(
      'select wrapped from safeguards.key_wrapping',
    );

    const keys = await opened();
    const sealer = new Sealer(keys.masterKey, db.database, keys.store);
    expect((await sealer.open(key.keyId, sealed)).toString()).toBe('36.5');
    // What is derived stays: hashes, codes on papers, the pair that push services know.
    expect(sealer.payloadHash(Buffer.from('x'))).toEqual(before.payloadHash(Buffer.from('x')));
    const of = { number: 'KR-2026-000001', version: 1, contentHash: 'ab' };
    expect(new OrderCodes(keys.masterKey).codeOf(of)).toBe(new OrderCodes(master).codeOf(of));
    expect(vapidKeys(keys.masterKey)).toEqual(vapidKeys(master));
    // What the dump holds is no longer wrapped under anything that is there.
    const file = await readFile(join(dataFolder, 'secrets.json'), 'utf8');
    expect(file).not.toContain(old.masterKeyHex);
    expect(file).not.toContain(derivedKey(master, 'magpie wrap', 32).toString('hex'));
    const { rows: now } = await db.database.query<{ wrapped: Buffer; store_key: string | null }>(
      'select wrapped, store_key from safeguards.key_wrapping',
    );
    expect(
      now.every(({ wrapped, store_key }) => store_key !== null && !dumped.some((one) => one.wrapped.equals(wrapped))),
    ).toBe(true);
    await keys.store.close();

    const again = await opened();
    expect((await new Sealer(again.masterKey, db.database, again.store).open(key.keyId, sealed)).toString()).toBe(
      '36.5',
    );
    await again.store.close();
  });

  it('goes on where a crash stopped the change, and keeps the master key until nothing is under it', async () => {
    const old = await oldSecrets();
    const before = new Sealer(Buffer.from(old.masterKeyHex, 'hex'), db.database);
    const key = await before.dataKey(TARGET, NOW_MS);
    const sealed = before.sealWith(key, Buffer.from('36.5'));
    await replaceSecrets(dataFolder, { ...old, storeKeyHex: randomBytes(32).toString('hex'), wrapsUnderMaster: true });
    const keys = await opened();
    expect((await new Sealer(keys.masterKey, db.database, keys.store).open(key.keyId, sealed)).toString()).toBe('36.5');
    await keys.store.close();
  });

  it('rotates the key of the store while it is used, and a start finishes what was begun', async () => {
    const keys = await opened();
    const sealer = new Sealer(keys.masterKey, db.database, keys.store);
    const key = await sealer.dataKey(TARGET, NOW_MS);
    const sealed = sealer.sealWith(key, Buffer.from('36.5'));
    const before = await loadSecrets(dataFolder);
    await keys.rotate();
    const after = await loadSecrets(dataFolder);
    expect(after.storeKeyHex).not.toBe(before.storeKeyHex);
    await new Sealer(keys.masterKey, db.database, keys.store).open(key.keyId, sealed);
    await keys.store.close();
    // Stopped after the new key was written down, before anything was sealed under it.
    await replaceSecrets(dataFolder, { ...after, nextStoreKeyHex: randomBytes(32).toString('hex') });
    const again = await opened();
    await again.store.close();
    const last = await loadSecrets(dataFolder);
    expect([last.nextStoreKeyHex, last.storeKeyHex === after.storeKeyHex]).toEqual([undefined, false]);
    const third = await opened();
    await new Sealer(masterKeyOf(last), db.database, third.store).open(key.keyId, sealed);
    await third.store.close();
  });

  it('refuses an empty store in the place of one that was lost (H-494)', async () => {
    const keys = await opened();
    await keys.store.close();
    await rm(keyFolder(dataFolder), { recursive: true });
    await expect(opened()).rejects.toThrow('not the one that this database belongs to');
  });

  it('destroys again what came back with an older store (H-494)', async () => {
    const keys = await opened();
    const sealer = new Sealer(keys.masterKey, db.database, keys.store);
    const key = await sealer.dataKey({ ...TARGET, bases: ['order:a'] }, NOW_MS);
    const sealed = sealer.sealWith(key, Buffer.from('36.5'));
    const { rows } = await db.database.query('select * from safeguards.key_wrapping');
    await cp(keyFolder(dataFolder), join(dataFolder, 'older'), { recursive: true });
    await db.database.transaction((tx) => startClocks(tx, 'order:a', [OVER], NOW_MS));
    const deps = { database: db.database, clock: systemClock, sealer, store: keys.store, isInForce: () => false };
    expect((await eraseDue(deps)).proven).toHaveLength(1);
    await keys.store.close();
    await rm(keyFolder(dataFolder), { recursive: true });
    await rename(join(dataFolder, 'older'), keyFolder(dataFolder));
    const again = await opened();
    expect(again.found.destroyedAgain).toBe(1);
    // Even with the wrapping of an old dump put back.
    const { key_id, basis, wrapped, store_key } = rows[0] as Record<string, unknown>;
    await db.database.query(
      'insert into safeguards.key_wrapping (key_id, basis, wrapped, store_key, created_at_ms) values ($1, $2, $3, $4, 0)',
      [key_id, basis, wrapped, store_key],
    );
    const other = new Sealer(again.masterKey, db.database, again.store);
    await expect(other.open(key.keyId, sealed)).rejects.toBeInstanceOf(ErasedError);
    await again.store.close();
  });

  it('moves from files to Vault, and back it does not go', async () => {
    const transit = await startTransit('s.t');
    const env = await vaultAt(transit.address);
    const keys = await opened();
    const sealer = new Sealer(keys.masterKey, db.database, keys.store);
    const key = await sealer.dataKey(TARGET, NOW_MS);
    const sealed = sealer.sealWith(key, Buffer.from('36.5'));
    await keys.store.close();
    const moved = await opened(env);
    expect(moved.store.kind).toBe('vault');
    expect((await new Sealer(moved.masterKey, db.database, moved.store).open(key.keyId, sealed)).toString()).toBe(
      '36.5',
    );
    await expect(opened()).rejects.toThrow('wrapped in Vault');
    await transit.close();
    await expect(new Sealer(moved.masterKey, db.database, moved.store).open(key.keyId, sealed)).rejects.not.toThrow(
      ErasedError,
    );
  });

  it('does not move to Vault while an erasure waits for the files, and moves when it is done (H-555)', async () => {
    const transit = await startTransit('s.t');
    const env = await vaultAt(transit.address);
    const keys = await opened();
    const doomed = await sealedUnder(keys, 'order:a');
    const kept = await sealedUnder(keys, 'order:b');
    await db.database.transaction((tx) => startClocks(tx, 'order:a', [OVER], NOW_MS));
    const failing = { ...keys.store, kind: 'file', destroy: () => Promise.reject(new Error('no answer')) } as never;
    const deps = { database: db.database, clock: systemClock, sealer: doomed.sealer, isInForce: () => false };
    expect((await eraseDue({ ...deps, store: failing })).failed).toHaveLength(1);
    await keys.store.close();
    await expect(opened(env)).rejects.toThrow('An erasure is under way');
    const { rows } = await db.database.query(`select kind from safeguards.key_store`);
    expect(rows).toEqual([{ kind: 'file' }]);
    // As the sentence says: in files until it is done, then in Vault.
    const again = await opened();
    expect((await again.store.present([doomed.name])).size).toBe(1);
    expect((await eraseDue({ ...deps, store: again.store })).proven).toHaveLength(1);
    expect((await again.store.present([doomed.name])).size).toBe(0);
    await again.store.close();
    const moved = await opened(env);
    const sealer = new Sealer(moved.masterKey, db.database, moved.store);
    await expect(sealer.existingKey(doomed.keyId)).rejects.toBeInstanceOf(ErasedError);
    await sealer.existingKey(kept.keyId);
    await transit.close();
  });

  it('a move that was stopped goes on in the same store of Vault, and files do not go on without it (H-555)', async () => {
    const transit = await startTransit('s.t');
    const env = await vaultAt(transit.address);
    const keys = await opened();
    const one = await sealedUnder(keys, 'order:a');
    await keys.store.close();
    const stopping: Database = {
      transaction: (work) => db.database.transaction(work),
      query: (text, values) => {
        if (text.includes('insert into safeguards.key_store')) throw new Error('stopped');
        return db.database.query(text, values);
      },
    };
    await expect(opened(env, stopping)).rejects.toThrow('stopped');
    await expect(opened()).rejects.toThrow('A move of the key store to Vault was begun');
    const moved = await opened(env);
    await new Sealer(moved.masterKey, db.database, moved.store).existingKey(one.keyId);
    const { rows } = await db.database.query(
      'select distinct store_id from safeguards.basis_key where destroyed_at_ms is null',
    );
    expect(rows).toEqual([{ store_id: moved.store.storeId }]);
    await transit.close();
  });

  it('shreds what a crash left beside the secrets, once those in place have opened the store (H-557)', async () => {
    const keys = await opened();
    await keys.store.close();
    const good = await readFile(join(dataFolder, 'secrets.json'), 'utf8');
    const left = join(dataFolder, 'secrets.json.0123456789ab');
    await writeFile(left, good);
    await link(left, join(dataFolder, 'witness'));
    // Those in place do not open it: what is beside may be all that does.
    const { storeKeyHex: _, ...other } = JSON.parse(good) as Secrets;
    await writeFile(join(dataFolder, 'secrets.json'), JSON.stringify({ ...other, storeKeyHex: '0'.repeat(64) }));
    await expect(opened()).rejects.toThrow('does not open');
    expect(await readFile(left, 'utf8')).toBe(good);
    await writeFile(join(dataFolder, 'secrets.json'), good);
    await (await opened()).store.close();
    expect((await readdir(dataFolder)).filter((name) => name.startsWith('secrets.json'))).toEqual(['secrets.json']);
    const bytes = await readFile(join(dataFolder, 'witness'), 'latin1');
    expect(bytes).not.toContain((JSON.parse(good) as Secrets).storeKeyHex);
  });
});
