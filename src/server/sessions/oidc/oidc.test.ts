import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cast, cast, type TestApp, testApp } from '../../../../test/support/app.ts';

/** A real provider on loopback, which lets everybody in as `subject`, by the methods of `amr`. */
let issuer: string;
let server: Server;
let t: TestApp;
let people: Cast;
let subject = 'somebody@agency.example';
let amr = ['pwd', 'mfa'];
const HOST = { host: 'localhost:8420' };
const SECRET = 'a-secret-of-a-test-a-secret';

async function openProvider(): Promise<void> {
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'magpie',
        client_secret: SECRET,
        redirect_uris: ['http://localhost:8420/api/session/oidc/callback'],
        post_logout_redirect_uris: ['http://localhost:8420/enter'],
      },
    ],
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    acrValues: ['high'],
    claims: { openid: ['sub', 'acr', 'amr'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of a test'] },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_ctx, { uid }) => `/let-in/${uid}` },
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId ?? '',
        accountId: ctx.oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/let-in/')) return provider.callback()(request, response);
    return provider
      .interactionDetails(request, response)
      .then(() => provider.interactionFinished(request, response, { login: { accountId: subject, acr: 'high', amr } }));
  });
}

beforeAll(async () => {
  await openProvider();
  t = await testApp();
  people = await cast(t);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await t.close();
});

const set = (more: object = {}) =>
  t.admin(`/api/agencies/${people.agencyId}/sign-in`, { issuer, clientId: 'magpie', clientSecret: SECRET, ...more });
const enrol = (personId: string) => t.admin(`/api/agencies/${people.agencyId}/subjects`, { personId, subject });

/** As a browser: keeps the provider's cookies and follows its redirects up to ours. */
async function throughProvider(start: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = start;
  for (let steps = 0; at.startsWith(issuer) && steps < 8; steps += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    at = new URL(answer.headers.get('location') ?? '', at).href;
  }
  return at;
}

async function signIn() {
  const begun = await t.app.inject({ url: `/api/session/oidc/${people.agencyId}/begin`, headers: HOST });
  expect(begun.statusCode, begun.body).toBe(302);
  const kept = begun.cookies[0]!;
  const back = new URL(await throughProvider(String(begun.headers.location)));
  const answer = await come(`${back.pathname}${back.search}`, `${kept.name}=${kept.value}`);
  return { ...answer, again: () => come(`${back.pathname}${back.search}`, `${kept.name}=${kept.value}`), back, kept };
}

async function come(url: string, cookie: string) {
  const answer = await t.app.inject({ url, headers: { ...HOST, cookie } });
  const session = answer.cookies.find(({ name }) => name === 'magpie_session');
  return { to: answer.headers.location, session: session === undefined ? null : `magpie_session=${session.value}` };
}

const reasons = async () => {
  const { rows } = await t.deps.database.query<{ text: string }>(
    `select convert_from(canonical, 'utf8') as text from safeguards.audit
     where convert_from(canonical, 'utf8') like '%oidc.refuse%' order by number`,
  );
  return rows.map(({ text }) => (JSON.parse(text) as { about: { why: string } }).about.why);
};

test('nobody is made by signing in: only who was enrolled before comes in, once for each answer (H-489)', async () => {
  expect((await set()).status).toBe(200);
  expect(await signIn()).toMatchObject({ to: '/enter#agency-refused', session: null });
  expect(await reasons()).toEqual(['not-enrolled']);
  expect((await enrol(people.wearer)).status).toBe(404);
  expect((await enrol(people.officer)).status).toBe(200);
  const done = await signIn();
  expect(done.to).toBe('/enter#signed-in');
  const who = await t.browser('GET', '/api/session', { cookie: done.session });
  expect(who.body).toMatchObject({ kind: 'officer', personId: people.officer, absentAfterMs: 1_800_000 });
  expect(await done.again()).toMatchObject({ to: '/enter#agency-refused', session: null });
  const left = await t.browser<{ url: string }>('POST', '/api/session/oidc/leave', {
    ...{ cookie: done.session, body: {}, headers: HOST },
  });
  expect(left.body.url).toMatch(`${issuer}/session/end?`);
  expect((await t.browser('GET', '/api/session', { cookie: done.session })).status).toBe(401);
});

test('an answer without what was begun here, or with another state, signs nobody in (H-489)', async () => {
  const { back, kept } = await signIn();
  const path = `${back.pathname}${back.search}`;
  expect((await come(path, '')).session).toBeNull();
  expect((await come(path, `${kept.name}=${kept.value}x`)).session).toBeNull();
  const other = await t.app.inject({ url: `/api/session/oidc/${people.agencyId}/begin`, headers: HOST });
  const begun = other.cookies[0]!;
  expect((await come(path, `${begun.name}=${begun.value}`)).session).toBeNull();
});

test('where the agency must have asked for more than a password, less is refused', async () => {
  await set({ acr: ['high'], amr: ['mfa'] });
  expect((await signIn()).session).not.toBeNull();
  amr = ['pwd'];
  expect((await signIn()).session).toBeNull();
  amr = ['pwd', 'mfa'];
  await set({ acr: ['higher'] });
  expect((await signIn()).session).toBeNull();
  expect((await reasons()).slice(-2)).toEqual(['too-weak', 'too-weak']);
  await set();
});

test('another subject is nobody; neither secret nor subject stands in clear', async () => {
  subject = 'another@agency.example';
  expect((await signIn()).session).toBeNull();
  const shown = JSON.stringify((await t.admin(`/api/agencies/${people.agencyId}/sign-in`)).body);
  const { rows } = await t.deps.database.query<{ row: string }>(
    `select c::text || encode(secret_sealed, 'escape') as row from server.oidc_client c
     union all select s::text from server.oidc_subject s union all select encode(canonical, 'escape') from safeguards.audit`,
  );
  const everything = `${shown}${rows.map(({ row }) => row).join()}${t.logged()}`;
  expect(everything).not.toMatch(/a-secret-of|@agency|code=|state=/);
});

test('an issuer in the clear is refused, and one that is stopped signs nobody in', async () => {
  expect((await set({ issuer: 'http://sign-in.agency.example' })).status).toBe(400);
  expect((await set({ issuer: 'no address' })).status).toBe(400);
  expect((await t.admin(`/api/agencies/${people.agencyId}/sign-in/stop`, {})).status).toBe(200);
  expect((await t.app.inject({ url: `/api/session/oidc/${people.agencyId}/begin`, headers: HOST })).statusCode).toBe(
    404,
  );
  expect((await t.browser<{ agencies: unknown[] }>('GET', '/api/session/agencies')).body.agencies).toEqual([]);
});
