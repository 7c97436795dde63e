import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTransit, type Transit } from '../../../test/support/transit-server.ts';
import { BrokenSealError } from './cipher.ts';
import { checkAddress } from './vault-http.ts';
import { VaultKeyStore, type VaultStoreOptions } from './vault-store.ts';

let transit: Transit;
let folder: string;
let options: VaultStoreOptions;
beforeEach(async () => {
  transit = await startTransit('s.token');
  folder = await mkdtemp(join(tmpdir(), 'magpie-vault-'));
  await writeFile(join(folder, 'token'), 's.token\n');
  options = {
    ...{ address: transit.address, tokenFile: join(folder, 'token'), mount: 'transit', prefix: 'm-' },
    ...{ namespace: null, ca: null, timeoutMs: 300 },
  };
});
afterEach(async () => {
  await transit.close();
  await rm(folder, { recursive: true, force: true });
});

const PLAIN = Buffer.alloc(32, 5);

describe('the key store in Vault', () => {
  it('wraps in batches, opens what is as it was wrapped, and destroys for good', async () => {
    const store = await VaultKeyStore.open(options, null);
    const names = [randomUUID(), randomUUID()];
    await store.create(names);
    const items = Array.from({ length: 450 }, (_, i) => ({ name: names[i % 2]!, plain: PLAIN, about: `wrap ${i}` }));
    const wrapped = await store.wrap(items);
    const toOpen = items.map(({ name, about }, i) => ({ name, about, wrapped: wrapped[i]! }));
    expect(await store.unwrap(toOpen)).toEqual(items.map(() => PLAIN));
    await expect(store.unwrap([{ ...toOpen[0]!, about: 'wrap 1' }])).rejects.toThrow(BrokenSealError);
    await store.destroy([names[0]!]);
    expect((await store.unwrap(toOpen.slice(0, 2))).map((one) => one === null)).toEqual([true, false]);
    expect([...(await store.present(names))]).toEqual([names[1]]);
    const many = [...names, ...Array.from({ length: 30 }, () => randomUUID())];
    expect([...(await store.present(many))]).toEqual([names[1]]);
    await store.destroy([names[0]!, randomUUID()]);
    // A later one of the same name is another key.
    await store.create([names[0]!]);
    await expect(store.unwrap(toOpen.slice(0, 1))).rejects.toThrow(BrokenSealError);
  });

  it('tells an empty store from its own', async () => {
    const store = await VaultKeyStore.open(options, null);
    expect((await VaultKeyStore.open(options, store.storeId)).storeId).toBe(store.storeId);
    await expect(VaultKeyStore.open(options, randomUUID())).rejects.toThrow('other-store');
  });

  it('takes no answer for none: silence, a failing server and a refused token give an error, never "no such key"', async () => {
    const store = await VaultKeyStore.open(options, null);
    const name = randomUUID();
    await store.create([name]);
    const [wrapped] = await store.wrap([{ name, plain: PLAIN, about: 'x' }]);
    const open = () => store.unwrap([{ name, wrapped: wrapped!, about: 'x' }]);
    transit.fault = { kind: 'silent', times: 2 };
    await expect(open()).rejects.toThrow('timeout');
    transit.fault = { kind: 'status', status: 503, times: 2 };
    await expect(open()).rejects.toThrow('status-503');
    transit.fault = { kind: 'status', status: 403, times: 1 };
    await expect(open()).rejects.toThrow('status-403');
    transit.fault = { kind: 'garbage', times: 1 };
    await expect(open()).rejects.toThrow('bad-answer');
    await expect(store.destroy([name])).resolves.toBeUndefined();
    // One failure is asked again.
    await store.create([name]);
    transit.fault = { kind: 'status', status: 503, times: 1 };
    await expect(store.wrap([{ name, plain: PLAIN, about: 'x' }])).resolves.toHaveLength(1);
  });

  it('says nothing of token, key or address in its errors', async () => {
    const store = await VaultKeyStore.open(options, null);
    await transit.close();
    const said = await store.create([randomUUID()]).catch((error: Error) => `${error.message} ${error.stack}`);
    expect(said).toContain('unreachable');
    expect(said).not.toMatch(/s\.token|127\.0\.0\.1:\d/);
    transit = await startTransit('s.token');
  });

  it('speaks TLS with a server whose certificate the given authority made, and with no other', async () => {
    const extensions = [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }];
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'vault' }], {
      keyType: 'ec',
      extensions,
    } as never);
    const secure = await startTransit('s.token', { key, cert });
    const there = { ...options, address: secure.address };
    await expect(VaultKeyStore.open(there, null)).rejects.toThrow('unreachable');
    const store = await VaultKeyStore.open({ ...there, ca: cert }, null);
    const name = randomUUID();
    await store.create([name]);
    const [wrapped] = await store.wrap([{ name, plain: PLAIN, about: 'x' }]);
    expect(await store.unwrap([{ name, wrapped: wrapped!, about: 'x' }])).toEqual([PLAIN]);
    await secure.close();
  });

  it.each(['http://vault.example:8200', 'ftp://127.0.0.1', 'vault'])('refuses %s', (address) => {
    expect(() => checkAddress(address)).toThrow('the key store failed');
  });
});
