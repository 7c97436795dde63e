import { describe, expect, test } from 'vitest';
import { AT_MS, DEVICE, get, post, postJson } from '../http-frame.fixture.ts';
import type { HttpFrame } from '../types.ts';
import { owntracksEncrypted, owntracksHeaders } from './encode.ts';
import { owntracks } from './protocol.ts';
import { keyFromSecret } from './secret-key.ts';

const KEY = keyFromSecret('not a real secret')!;
const NONCE = Uint8Array.from({ length: 24 }, (_, index) => index);
const LOCATION = {
  _type: 'location',
  tid: 'ab',
  lat: 36.001,
  lon: 124.502,
  tst: AT_MS / 1000,
  acc: 12,
  alt: 3,
  batt: 64,
  bs: 2,
  cog: 271,
  vel: 36,
  t: 'p',
  conn: 'm',
  m: 2,
  created_at: AT_MS / 1000 + 90,
};
const decode = (frame: HttpFrame, key: Uint8Array | null = null) => owntracks.decode(frame, AT_MS + 4_000, key);

describe('location', () => {
  test('reads every documented element; the time is that of the fix', () => {
    const decoded = decode(postJson(LOCATION));
    expect(decoded).toMatchObject({ device: 'ab', events: [], rejected: null });
    expect(decoded.fixes).toEqual([
      {
        fixedAtMs: AT_MS,
        latDeg: 36.001,
        lonDeg: 124.502,
        accuracyM: 12,
        speedMps: 10,
        courseDeg: 271,
        altitudeM: 3,
        source: null,
        valid: null,
        mock: null,
      },
    ]);
    expect(decoded.status).toMatchObject({ batteryPct: 64, charging: true, strap: null });
  });

  test('what is not said is null; negative speed and course, and accuracy zero, are unknown', () => {
    const { _type, lat, lon, tst } = LOCATION;
    const unknown = { accuracyM: null, speedMps: null, courseDeg: null, altitudeM: null };
    expect(decode(postJson({ _type, lat, lon, tst })).fixes).toMatchObject([unknown]);
    expect(decode(postJson({ _type, lat, lon, tst, vel: -1, cog: -1, acc: 0 })).fixes).toMatchObject([unknown]);
  });

  test.each([
    [0, null],
    [1, false],
    [2, true],
    [3, true],
    [undefined, null],
  ])('battery status %s', (bs, charging) => {
    expect(decode(postJson({ ...LOCATION, bs })).status.charging).toBe(charging);
  });

  test.each([
    [{ lat: 91 }, 'impossible-value', 'lat'],
    [{ lon: '1e400' }, 'impossible-value', 'lon'],
    [{ lat: 0, lon: 0 }, 'impossible-value', 'lat,lon'],
    [{ lat: undefined, lon: undefined }, 'malformed', 'lat'],
    [{ lon: null }, 'malformed', 'lon'],
    [{ tst: undefined }, 'malformed', 'tst'],
    [{ tst: 'noon' }, 'malformed', 'tst'],
    [{ tst: -1 }, 'impossible-value', 'tst'],
    [{ vel: 1e9 }, 'impossible-value', 'vel'],
    [{ acc: {} }, 'malformed', 'acc'],
  ])('refuses %j by the name of the field', (change, reason, detail) => {
    expect(decode(postJson({ ...LOCATION, ...change }))).toMatchObject({ fixes: [], rejected: { reason, detail } });
  });
});

test.each(['lwt', 'transition', 'waypoint', 'waypoints', 'status', 'card', 'cmd', 'steps', 'beacon', 'something-new'])(
  '%s is accepted and gives no fix, even with a position in it',
  (type) => {
    expect(decode(postJson({ ...LOCATION, _type: type }))).toMatchObject({ fixes: [], events: [], rejected: null });
  },
);

test('an empty body is accepted and ignored', () => {
  for (const body of ['', ' \n']) {
    const frame = post(body, { 'x-limit-u': 'someone' });
    expect(owntracks.matches(frame)).toBe(true);
    expect(decode(frame)).toMatchObject({ fixes: [], rejected: null });
  }
});

test('an array of messages gives its fixes in order, past a bad one', () => {
  const later = { ...LOCATION, tst: LOCATION.tst + 10 };
  const decoded = decode(postJson([LOCATION, { ...LOCATION, lat: 95 }, { _type: 'lwt' }, later]));
  expect(decoded.fixes.map(({ fixedAtMs }) => fixedAtMs)).toEqual([AT_MS, AT_MS + 10_000]);
  expect(decoded.rejected).toEqual({ reason: 'impossible-value', detail: 'lat' });
});

test.each(['{"_type":', 'null', '7', '"location"', '{"lat":36}'])('%s is malformed', (body) => {
  expect(decode(post(body)).rejected?.reason).toBe('malformed');
});

test('the app always gets its JSON array', () => {
  expect(Buffer.from(decode(postJson(LOCATION)).reply).toString()).toBe('[]');
  expect(owntracks.reply('accepted')).toEqual({ status: 200, contentType: 'application/json', body: '[]' });
  expect(owntracks.reply('unknown-device').status).toBe(401);
  expect(owntracks.reply('not-committed').status).toBe(503);
});

describe('encrypted', () => {
  const frame = post(owntracksEncrypted(JSON.stringify(LOCATION), KEY, NONCE));

  test('opens with the device key', () => {
    expect(decode(frame, KEY)).toMatchObject({ fixes: [{ latDeg: 36.001 }], rejected: null });
  });

  test('without the key, with another key, or altered by one bit it is undecryptable', () => {
    expect(decode(frame).rejected).toEqual({ reason: 'undecryptable', detail: 'key' });
    expect(decode(frame, keyFromSecret('another'))).toMatchObject({ fixes: [], rejected: { reason: 'undecryptable' } });
    const { data } = JSON.parse(new TextDecoder().decode(frame.body)) as { data: string };
    const bytes = Buffer.from(data, 'base64');
    bytes[30]! ^= 1;
    const altered = postJson({ _type: 'encrypted', data: bytes.toString('base64') });
    expect(decode(altered, KEY).rejected).toEqual({ reason: 'undecryptable', detail: 'data' });
  });

  test.each([undefined, '', 'AAAA', 7])('data %s is malformed', (data) => {
    expect(decode(postJson({ _type: 'encrypted', data }), KEY).rejected?.reason).toBe('malformed');
  });

  test('a box within a box is refused', () => {
    const inner = owntracksEncrypted(JSON.stringify(LOCATION), KEY, NONCE);
    expect(decode(post(owntracksEncrypted(inner, KEY, NONCE)), KEY)).toMatchObject({
      fixes: [],
      rejected: { reason: 'malformed', detail: 'data' },
    });
  });

  test('a secret is padded with NUL to 32 bytes, and longer ones do not exist', () => {
    expect(keyFromSecret('ab')).toEqual(Uint8Array.from({ length: 32 }, (_, i) => [97, 98][i] ?? 0));
    expect(keyFromSecret('')).toBeNull();
    expect(keyFromSecret('x'.repeat(33))).toBeNull();
  });
});

describe('identity', () => {
  test('Basic password, and the name from headers', () => {
    const frame = postJson(LOCATION, owntracksHeaders('someone', 'phone', DEVICE));
    expect(owntracks.identify(frame)).toEqual({ token: DEVICE, externalId: 'someone/phone' });
    expect(decode(frame).device).toBe('someone/phone');
  });

  test('a password may hold colons', () => {
    const authorization = `Basic ${Buffer.from('u:a:b').toString('base64')}`;
    expect(owntracks.identify(postJson(LOCATION, { authorization })).token).toBe('a:b');
  });

  test('a path token goes before the password', () => {
    const frame = postJson(LOCATION, owntracksHeaders('someone', 'phone', 'password'), `/${DEVICE}`);
    expect(owntracks.identify(frame).token).toBe(DEVICE);
  });

  test('the name from the query, the topic, the label', () => {
    const named = (uri: string, more: object) =>
      owntracks.identify(postJson({ ...LOCATION, ...more }, {}, uri)).externalId;
    expect(named('/?u=one&d=two', { topic: 'owntracks/three/four' })).toBe('one/two');
    expect(named('/', { topic: 'owntracks/three/four' })).toBe('three/four');
    expect(named('/', {})).toBe('ab');
  });

  test('a request that says nothing has no identity', () => {
    expect(owntracks.identify(get('/'))).toEqual({ token: null, externalId: null });
  });
});
