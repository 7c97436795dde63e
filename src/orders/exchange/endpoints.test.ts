import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ExchangeTest, exchangeTest, SYSTEM } from '../../../test/support/exchange.ts';
import { openSecrets, stopEndpoint } from './endpoints.ts';

let t: ExchangeTest;
beforeAll(async () => {
  t = await exchangeTest();
});
afterAll(() => t?.close());

const URL = 'http://127.0.0.1:1/secret-path';

it('two endpoints of one agency are never told the same (H-345)', async () => {
  const { police, court } = t.offices;
  const first = await t.endpoint(police, URL, { tells: ['ban-risk', 'ban-breach'] });
  await t.endpoint(police, URL, { tells: ['not-reporting'] });
  await expect(t.endpoint(police, null, { tells: ['ban-risk'] })).rejects.toThrow(/stop it first/);
  await expect(t.endpoint(police, null, { tells: ['*'] })).rejects.toThrow(/stop it first/);
  // Of another agency, of the other kind, or told nothing: each is its own.
  await t.endpoint(court, URL);
  await t.endpoint(police, URL, { exercise: false });
  await t.endpoint(police, URL, { tells: [] });
  const deps = { ...t, database: t.db.database, randomBytes, hasFolders: true };
  await stopEndpoint(deps, first.endpoint.endpointId, SYSTEM);
  await t.endpoint(police, null, { tells: ['ban-risk'] });
  const both = await Promise.allSettled([0, 1].map(() => t.endpoint(t.offices.prosecution, URL)));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('an address and its secrets are sealed; a secret is of one direction only', async () => {
  const { endpoint, told } = await t.endpoint(t.offices.centre, URL);
  const { rows } = await t.db.database.query<{ row: string }>(`select e::text as row from orders.endpoint e`);
  for (const { row } of rows) expect(row).not.toMatch(/secret-path|whsec_/);
  const secrets = await openSecrets(t.sealer, endpoint);
  expect(secrets).toMatchObject({ url: URL, out: [{ key: told.out }], in: [{ key: told.in }] });
  expect(told.out).not.toBe(told.in);
  const signed = await t.endpoint(t.offices.centre, null, { tells: [], signing: 'ed25519' });
  expect(signed.told.out).toMatch(/^whpk_/);
});

it('an address in another network, or of nobody, is refused', async () => {
  await expect(t.endpoint(t.offices.court, 'https://10.0.0.1/', { network: 'public', tells: [] })).rejects.toThrow();
  await expect(
    t.endpoint(t.offices.court, 'https://169.254.169.254/', { network: 'private', tells: [] }),
  ).rejects.toThrow();
});
