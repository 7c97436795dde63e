import { describe, expect, test } from 'vitest';
import { AT_MS, DEVICE, get, post, postJson } from '../http-frame.fixture.ts';
import type { HttpFrame } from '../types.ts';
import { osmand } from './protocol.ts';

const RECEIVED_MS = AT_MS + 4_000;
const decode = (frame: HttpFrame) => osmand.decode(frame, RECEIVED_MS, null);
const query = (params: string) => decode(get(`/?id=${DEVICE}&${params}`));
const AT = `timestamp=${AT_MS}`;
const HERE = 'lat=36.001&lon=124.502';

describe('form', () => {
  test('reads every documented parameter', () => {
    const decoded = query(
      `${AT}&${HERE}&speed=10&bearing=271.5&altitude=12.5&accuracy=8&valid=1&mock=false&batt=71.5&charge=true&sat=9`,
    );
    expect(decoded).toMatchObject({ device: DEVICE, events: [], rejected: null });
    expect(decoded.fixes).toEqual([
      {
        fixedAtMs: AT_MS,
        latDeg: 36.001,
        lonDeg: 124.502,
        accuracyM: 8,
        speedMps: 10 * (1852 / 3600),
        courseDeg: 271.5,
        altitudeM: 12.5,
        source: null,
        valid: true,
        mock: false,
      },
    ]);
    expect(decoded.status).toEqual({
      batteryPct: 71.5,
      charging: true,
      satellites: 9,
      strap: null,
      cells: [],
      wifi: [],
    });
    expect(decoded.reply).toHaveLength(0);
  });

  test('what is not said is null, never zero', () => {
    expect(query(`${AT}&${HERE}`).fixes).toMatchObject([
      { accuracyM: null, speedMps: null, courseDeg: null, altitudeM: null, valid: null, mock: null },
    ]);
  });

  test.each([
    ['milliseconds', String(AT_MS)],
    ['seconds', String(AT_MS / 1000)],
    ['ISO with Z', '2026-06-24T01:02:03Z'],
    ['ISO with an encoded offset', '2026-06-24T10:02:03%2B09:00'],
    ['ISO with an offset whose plus was not encoded', '2026-06-24T10:02:03+09:00'],
    ['ISO without an offset is UTC', '2026-06-24T01:02:03'],
    ['plain date and time are UTC', '2026-06-24%2001:02:03'],
    ['plain date and time, form-encoded', '2026-06-24+01:02:03'],
  ])('timestamp: %s', (_, timestamp) => {
    expect(query(`timestamp=${timestamp}&${HERE}`).fixes).toMatchObject([{ fixedAtMs: AT_MS }]);
  });

  test('a report without a time is one of now, as Traccar has it; where now is unknown it is refused', () => {
    expect(query(HERE).fixes).toMatchObject([{ fixedAtMs: RECEIVED_MS }]);
    expect(osmand.decode(get(`/?id=${DEVICE}&${HERE}`), Number.NaN, null)).toMatchObject({
      fixes: [],
      rejected: { reason: 'malformed', detail: 'timestamp' },
    });
  });

  test('negative speed, heading and accuracy, and accuracy zero, are unknown (H-10)', () => {
    expect(query(`${AT}&${HERE}&speed=-1&heading=-1&accuracy=-1`).fixes).toMatchObject([
      { speedMps: null, courseDeg: null, accuracyM: null },
    ]);
    expect(query(`${AT}&${HERE}&accuracy=0`).fixes).toMatchObject([{ accuracyM: null }]);
  });

  test('a dilution of precision makes up no accuracy', () => {
    expect(query(`${AT}&${HERE}&hdop=1.2`).fixes).toMatchObject([{ accuracyM: null }]);
  });

  test('location stands for lat and lon; heading for bearing; deviceid for id', () => {
    const decoded = decode(get(`/?deviceid=${DEVICE}&${AT}&location=36.001,124.502&heading=360`));
    expect(decoded).toMatchObject({ device: DEVICE, fixes: [{ latDeg: 36.001, lonDeg: 124.502, courseDeg: 0 }] });
  });

  test('an exponent is a number like any other: Java writes small ones so', () => {
    expect(query(`${AT}&lat=36.5&lon=5.0E-4`).fixes).toMatchObject([{ lonDeg: 0.0005 }]);
  });

  test('a form post, also beside an id in the query', () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(decode(post(`id=${DEVICE}&${AT}&${HERE}`, form))).toMatchObject({
      device: DEVICE,
      fixes: [{ latDeg: 36.001 }],
    });
    expect(decode(post(`${AT}&${HERE}`, form, `/?id=${DEVICE}`))).toMatchObject({ device: DEVICE, fixes: [{}] });
  });

  test('cells and networks without a position are a status, and repeat no old place', () => {
    const decoded = query(
      `${AT}&cell=450,08,16,2224&cell=450,8,16,2223,-90&cell=x,1,2,3&wifi=02-00-5e-10-00-01,-80&wifi=02:00:5e:10:00:0a&wifi=nope,-3`,
    );
    expect(decoded).toMatchObject({ fixes: [], rejected: null });
    expect(decoded.status.cells).toEqual([
      { mcc: 450, mnc: 8, lac: 16, cid: 2224, rssiDbm: null },
      { mcc: 450, mnc: 8, lac: 16, cid: 2223, rssiDbm: -90 },
    ]);
    expect(decoded.status.wifi).toEqual([
      { mac: '02:00:5E:10:00:01', rssiDbm: -80 },
      { mac: '02:00:5E:10:00:0A', rssiDbm: null },
    ]);
  });

  test('valid=false is told on, not judged here', () => {
    expect(query(`${AT}&${HERE}&valid=false`).fixes).toMatchObject([{ valid: false }]);
  });
});

describe('alarms', () => {
  test.each([
    ['sos', ['sos']],
    ['removing', ['strap-open']],
    ['tampering', ['tamper']],
    ['lowBattery', ['low-battery']],
    ['powerOff', ['power-off']],
    ['fallDown', ['fall']],
    ['sos,LOWBATTERY,sos', ['sos', 'low-battery']],
    ['overspeed', []],
    ['constructor', []],
  ])('%s', (alarm, kinds) => {
    const decoded = query(`${AT}&${HERE}&alarm=${alarm}`);
    expect(decoded.events).toEqual(kinds.map((kind) => ({ kind, atMs: AT_MS })));
    expect(decoded.rejected).toBeNull();
  });

  // HAZARD H-12: SOS lost with a bad position
  test('an SOS survives a position that cannot be, and a time that cannot be read', () => {
    expect(query(`${AT}&lat=999&lon=2&alarm=sos`)).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos', atMs: AT_MS }],
      rejected: { reason: 'impossible-value', detail: 'lat' },
    });
    expect(query(`timestamp=yesterday&${HERE}&alarm=sos`)).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos', atMs: RECEIVED_MS }],
      rejected: { reason: 'malformed', detail: 'timestamp' },
    });
    expect(query('alarm=sos')).toMatchObject({ events: [{ kind: 'sos', atMs: RECEIVED_MS }], rejected: null });
  });
});

describe('refusals name the field, never the value', () => {
  test.each([
    ['lat=90.1&lon=124', 'impossible-value', 'lat'],
    ['lat=36&lon=-180.5', 'impossible-value', 'lon'],
    ['lat=NaN&lon=124', 'impossible-value', 'lat'],
    ['lat=36&lon=1e400', 'impossible-value', 'lon'],
    ['lat=36&lon=-Infinity', 'impossible-value', 'lon'],
    // H-09
    ['lat=0&lon=0', 'impossible-value', 'lat,lon'],
    ['lat=0.0&lon=-0e3', 'impossible-value', 'lat,lon'],
    ['lat=36', 'malformed', 'lon'],
    ['lat=36&lon=north', 'malformed', 'lon'],
    ['location=36', 'malformed', 'location'],
    ['location=95,124', 'impossible-value', 'location'],
    ['lat=36&lon=124&speed=1e9', 'impossible-value', 'speed'],
    ['lat=36&lon=124&accuracy=1e300', 'impossible-value', 'accuracy'],
    ['lat=36&lon=124&altitude=NaN', 'impossible-value', 'altitude'],
    ['lat=36&lon=124&bearing=361', 'impossible-value', 'bearing'],
    ['lat=36&lon=124&heading=x', 'malformed', 'heading'],
  ])('%s', (params, reason, detail) => {
    expect(query(`${AT}&${params}`)).toMatchObject({ fixes: [], rejected: { reason, detail } });
  });

  test.each(['99999999999999999', '-5', '1e400'])('timestamp %s is impossible', (timestamp) => {
    expect(query(`timestamp=${timestamp}&${HERE}`).rejected).toEqual({
      reason: 'impossible-value',
      detail: 'timestamp',
    });
  });

  test.each(['2026-02-30T00:00:00Z', '2026-06-24', '24/06/2026 01:02:03'])('timestamp %s is malformed', (timestamp) => {
    expect(query(`timestamp=${timestamp}&${HERE}`).rejected).toEqual({ reason: 'malformed', detail: 'timestamp' });
  });

  test('no id', () => {
    expect(decode(get(`/?${AT}&${HERE}`))).toMatchObject({
      device: null,
      rejected: { reason: 'malformed', detail: 'id' },
    });
    expect(osmand.reply('missing-id').status).toBe(400);
  });

  test('a body in no form of this protocol', () => {
    for (const body of ['{"location":', '{"a":1}', 'hello']) {
      expect(decode(post(body, {}, `/${DEVICE}`)).rejected).toEqual({ reason: 'malformed', detail: 'body' });
    }
  });
});

describe('JSON', () => {
  const location = {
    timestamp: '2026-06-24T01:02:03.000Z',
    coords: { latitude: 36.001, longitude: 124.502, accuracy: 5, speed: 1.4, heading: -1, altitude: 3 },
    is_moving: true,
    event: 'motionchange',
    battery: { level: 0.57, is_charging: false },
    activity: { type: 'walking' },
    extras: {},
  };

  test('speed is in m/s, battery a fraction, -1 unknown', () => {
    const decoded = decode(postJson({ location, device_id: DEVICE }));
    expect(decoded).toMatchObject({ device: DEVICE, rejected: null, status: { batteryPct: 57, charging: false } });
    expect(decoded.fixes).toMatchObject([{ fixedAtMs: AT_MS, accuracyM: 5, speedMps: 1.4, courseDeg: null }]);
    const flat = { ...location, battery: { level: -1 } };
    expect(decode(postJson({ location: flat, device_id: DEVICE })).status.batteryPct).toBeNull();
  });

  test('a numeric device_id is read as text', () => {
    expect(decode(postJson({ location, device_id: 4711 })).device).toBe('4711');
  });

  test("the app's SOS shortcut", () => {
    for (const carrier of [{ extras: { alarm: 'sos' } }, { alarm: 'sos' }]) {
      const decoded = decode(postJson({ location: { ...location, ...carrier }, device_id: DEVICE }));
      expect(decoded.events).toEqual([{ kind: 'sos', atMs: AT_MS }]);
    }
  });

  test('mock positions are told', () => {
    expect(decode(postJson({ location: { ...location, mock: true }, device_id: DEVICE })).fixes).toMatchObject([
      { mock: true },
    ]);
  });

  test('a report without a time is refused: it may be of a backlog', () => {
    const { timestamp: _, ...timeless } = location;
    expect(decode(postJson({ location: timeless, device_id: DEVICE }))).toMatchObject({
      fixes: [],
      rejected: { reason: 'malformed', detail: 'location.timestamp' },
    });
  });

  test('one bad report of a batch does not take the others with it', () => {
    const bad = { ...location, coords: { latitude: 91, longitude: 0 } };
    const decoded = decode(postJson({ location: [location, bad, location], device_id: DEVICE }));
    expect(decoded.fixes).toHaveLength(2);
    expect(decoded.rejected).toEqual({ reason: 'impossible-value', detail: 'location.coords.latitude' });
  });
});

describe('identity', () => {
  test('an id is the secret, and is not handed on as a plain name', () => {
    expect(osmand.identify(get(`/?id=${DEVICE}`))).toEqual({ token: DEVICE, externalId: null });
    expect(osmand.identify(postJson({ device_id: DEVICE, location: {} }))).toEqual({ token: DEVICE, externalId: null });
  });

  test('a path token goes before an id, which is then the name', () => {
    expect(osmand.identify(get(`/${DEVICE}?id=phone`))).toEqual({ token: DEVICE, externalId: 'phone' });
    expect(osmand.identify(get('/too-short?id='))).toEqual({ token: null, externalId: null });
    expect(decode(get(`/${DEVICE}?${AT}&${HERE}`))).toMatchObject({ device: null, fixes: [{}], rejected: null });
  });
});

test('the app drops a fix on 200 and keeps it on 503', () => {
  expect(osmand.reply('accepted').status).toBe(200);
  expect(osmand.reply('not-committed').status).toBe(503);
  expect(osmand.reply('unknown-device').status).toBe(400);
});
