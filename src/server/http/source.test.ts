import { afterEach, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../test/support/app.ts';
import { SESSION_LIMITS } from '../sessions/limits.ts';
import { trustedProxiesOf } from './source.ts';

let t: TestApp;
let close: () => Promise<void> = async () => undefined;
afterEach(async () => {
  await close();
  close = async () => undefined;
});

const PROXY = '10.20.0.7';
const CODE = { code: 'x'.repeat(43) };

const withProxies = async (setting: string | undefined) => {
  t = await testApp({
    ...{ trustedProxies: trustedProxiesOf(setting), hosts: ['magpie.example'] },
    routes: [(app) => void app.get('/metrics', () => 'figures')],
  });
  close = () => t.close();
};
const tryFrom = async (remoteAddress: string, headers: Record<string, string> = {}): Promise<number> => {
  const asked = { method: 'POST', url: '/api/session', payload: CODE } as const;
  return (await t.app.inject({ ...asked, remoteAddress, headers: { 'x-magpie': '1', ...headers } })).statusCode;
};
const via = (said: string, from = PROXY) => tryFrom(from, { 'x-forwarded-for': said });
const useUp = async (attempt: (nth: number) => Promise<number>): Promise<void> => {
  for (let nth = 1; nth <= SESSION_LIMITS.signInsPerMinute; nth += 1) expect(await attempt(nth)).toBe(401);
  expect(await attempt(SESSION_LIMITS.signInsPerMinute + 1)).toBe(429);
};

test('behind a proxy that is named, one source uses up its own limit and nobody else does (H-585)', async () => {
  await withProxies(`${PROXY}, 2001:db8:9::/48`);
  await useUp(() => via('198.51.100.1'));
  expect(await via('198.51.100.2')).toBe(401);
  // The same caller by another proxy, by two of them, or written as IPv6.
  expect(await via('198.51.100.1', '2001:db8:9::7')).toBe(429);
  expect(await via('198.51.100.1, 2001:db8:9::7')).toBe(429);
  expect(await via('::ffff:198.51.100.1', `::ffff:${PROXY}`)).toBe(429);
  // What the caller wrote in front of it is not read: only what our proxy added.
  expect(await via('203.0.113.9, 198.51.100.1')).toBe(429);
  expect(await via(`203.0.113.9, ${PROXY}, 198.51.100.1`)).toBe(429);
});

test('whoever is no named proxy speaks for nobody: neither for another source nor for a fresh one (H-585)', async () => {
  await withProxies(PROXY);
  await useUp((nth) => via(`198.51.100.${nth}`, '203.0.113.9'));
  expect(await via('198.51.100.1')).toBe(401);
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded', 'x-client-ip', 'cf-connecting-ip'])
    expect(await tryFrom('203.0.113.9', { [name]: '198.51.100.77' })).toBe(429);
});

test('with none named nothing is believed, of this machine neither (H-585)', async () => {
  await withProxies(undefined);
  await useUp((nth) => via(`198.51.100.${nth}`, '127.0.0.1'));
});

test('what is no address is counted as the proxy that said it (H-585)', async () => {
  await withProxies(PROXY);
  const garbage = [
    '',
    ',',
    'unknown',
    '_hidden',
    '198.51.100.1:4711',
    '[2001:db8::1]',
    '198.51.100.300',
    '<script>',
    '::x',
  ];
  await useUp((nth) => via(garbage[nth % garbage.length]!));
  expect(await tryFrom(PROXY)).toBe(429);
  // A hop behind that is no address: the one before it is the last that is known.
  expect(await via('garbage, 198.51.100.1')).toBe(401);
});

test('one network of IPv6 is one source, however its addresses are written (H-585)', async () => {
  await withProxies(PROXY);
  await useUp((nth) => via(`2001:db8:1:2::${nth.toString(16)}`));
  expect(await via('2001:0DB8:0001:0002:ffff::1')).toBe(429);
  expect(await tryFrom('2001:db8:1:2:3:4:5:6')).toBe(429);
  expect(await via('2001:db8:1:3::1')).toBe(401);
  expect(await via('::1')).toBe(401);
});

test('a named proxy on this machine makes nobody a caller of this machine (H-585)', async () => {
  await withProxies('127.0.0.1, ::1');
  const metrics = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await t.app.inject({ method: 'GET', url: '/metrics', remoteAddress, headers })).statusCode;
  expect(await metrics({})).toBe(200);
  for (const said of ['127.0.0.1', '::1', '198.51.100.1', '127.0.0.1, 127.0.0.1', 'garbage', ''])
    expect(await metrics({ 'x-forwarded-for': said }), said).toBe(403);
  expect(await metrics({ 'x-forwarded-for': '127.0.0.1' }, '203.0.113.9')).toBe(403);
  expect(await metrics({ host: 'magpie.example' })).toBe(403);
});

test('a setting that is no list, or names everybody, is refused with its remedy', () => {
  expect(trustedProxiesOf(' ')).toBeNull();
  for (const bad of ['proxy.example', '10.0.0.0/33', '10.0.0.7,,10.0.0.8', 'loopback', '10.0.0.7/', '*', 'yes', '1'])
    expect(() => trustedProxiesOf(bad), bad).toThrow('MAGPIE_TRUSTED_PROXIES is no list of addresses or networks.');
  const halves = ['0.0.0.0/1', '8.0.0.0/7', '2000::/3', '2001::/31', 'fc00::/6'];
  // Of IPv4 too: all of it, or half, is written within these.
  const within = ['::/64', '0:0:0:1::/32', '::ffff:0.0.0.0/96', '::ffff:128.0.0.0/97'];
  for (const all of ['0.0.0.0/0', '::/0', '10.0.0.7, ::/0', ...halves, ...within])
    expect(() => trustedProxiesOf(all), all).toThrow('anybody could say they are one');
  const wide = ['10.0.0.0/8', '2001:db8::/32', 'fc00::/7', '::ffff:10.0.0.0/104'];
  for (const good of ['127.0.0.1', ' 10.20.0.0/16 , 2001:db8::/64', '192.0.2.7', '::1', ...wide])
    expect(trustedProxiesOf(good)).not.toBeNull();
});
