import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';

const root = mkdtempSync(join(tmpdir(), 'magpie-pages-'));
let t: TestApp;

beforeAll(async () => {
  for (const page of ['enter', 'app', 'centre', 'assets']) mkdirSync(join(root, page));
  for (const page of ['enter', 'app', 'centre'])
    writeFileSync(join(root, page, 'index.html'), `<title>${page}</title>`);
  writeFileSync(join(root, 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(join(root, 'assets', 'main-abc123.js.br'), 'compressed');
  writeFileSync(join(root, 'app', 'sw.js'), '// worker');
  writeFileSync(join(root, '.secret'), 'no');
  t = await testApp({ pagesRoot: root });
});
afterAll(async () => {
  await t.close();
  rmSync(root, { recursive: true });
});

async function get(url: string, accept = 'text/html') {
  const { statusCode, headers, body } = await t.app.inject({ method: 'GET', url, headers: { accept } });
  return { status: statusCode, headers, body };
}

test('pages are served at their paths, also below them', async () => {
  expect((await get('/')).headers.location).toBe('/enter');
  expect((await get('/app')).headers.location).toBe('/app/');
  expect((await get('/enter')).body).toMatch('<title>enter');
  expect((await get('/app/')).body).toMatch('<title>app');
  expect((await get('/app/places')).body).toMatch('<title>app');
  // The petition is a screen of the app, which then takes its own address.
  expect((await get('/petition')).headers.location).toBe('/petition/');
  expect((await get('/petition/')).body).toMatch('<title>app');
  expect((await get('/centre/incidents/4')).body).toMatch('<title>centre');
  expect((await get('/app/sw.js')).headers['content-type']).toMatch('javascript');
});

test('what is not there is a 404 in JSON, and nothing outside the folder is served', async () => {
  for (const url of ['/api/none', '/nowhere', '/app/none.js', '/.secret', '/../package.json', '/%2e%2e/package.json']) {
    const { status, body } = await get(url, '*/*');
    expect([url, status >= 400 && status < 500]).toEqual([url, true]);
    expect(JSON.parse(body).error.code, url).toBeTypeOf('string');
  }
});

test('hashed assets are kept, everything else is asked for again', async () => {
  expect((await get('/assets/main-abc123.js')).headers['cache-control']).toMatch('immutable');
  for (const url of ['/app/', '/enter', '/app/sw.js', '/centre/x']) {
    expect((await get(url)).headers['cache-control'], url).toBe('no-cache');
  }
});

test('what was compressed by the build is sent so to who takes it, and kept as long', async () => {
  const ask = (encoding: string) =>
    t.app.inject({ method: 'GET', url: '/assets/main-abc123.js', headers: { 'accept-encoding': encoding } });
  const small = await ask('gzip, br');
  expect([small.body, small.headers['content-encoding']]).toEqual(['compressed', 'br']);
  expect(small.headers['content-type']).toMatch('javascript');
  expect(small.headers['cache-control']).toMatch('immutable');
  expect(small.headers.vary).toMatch(/accept-encoding/i);
  expect((await ask('identity')).body).toBe('export {};');
});
