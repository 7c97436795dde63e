import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { renewPagesTls } from './tls.ts';

let t: TestApp;
const made = (keyType: 'ec' | 'rsa') => generate([{ name: 'commonName', value: 'exercise' }], { keyType });

beforeAll(async () => {
  const { private: key, cert } = await made('ec');
  t = await testApp({ tls: { key, cert }, signIn: { publicUrl: null, tls: true, realPersons: false } });
  await t.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => t.close());

/** The suite that was agreed on, or the error's code. */
function shakeHands(offered: object): Promise<string> {
  const { port } = t.app.server.address() as AddressInfo;
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false, ...offered });
    socket.on('secureConnect', () => {
      done(socket.getCipher().standardName);
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => done(`refused: ${error.code ?? ''}`));
  });
}
const old = (ciphers: string) => shakeHands({ maxVersion: 'TLSv1.2', ciphers });

async function expectStrong(name: 'ECDSA' | 'RSA'): Promise<void> {
  expect(await shakeHands({})).toMatch(/^TLS_(AES|CHACHA20)_/);
  expect(await old(`ECDHE-${name}-AES128-GCM-SHA256`)).toBe(`TLS_ECDHE_${name}_WITH_AES_128_GCM_SHA256`);
  const weak = [`ECDHE-${name}-AES128-SHA256`, `ECDHE-${name}-AES256-SHA384`, `ECDHE-${name}-AES128-SHA`];
  // Without forward secrecy, which only RSA could do.
  for (const ciphers of [...weak, 'AES128-GCM-SHA256', 'AES256-SHA256'])
    expect(await old(ciphers), ciphers).toMatch(/^refused: /);
  const ancient = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  expect(await shakeHands(ancient)).toMatch(/^refused: /);
}

test('a browser of today is served, and no suite without forward secrecy or authenticated encryption (H-589)', () =>
  expectStrong('ECDSA'));

test('a renewed certificate does not widen that (H-589)', async () => {
  const { private: key, cert } = await made('rsa');
  renewPagesTls(t.app.server, { key, cert });
  await expectStrong('RSA');
});
