import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TakenFixes } from '../../taken-fixes.ts';
import { AT_MS, post, postJson } from '../http-frame.fixture.ts';
import type { Decoded, HttpFrame } from '../types.ts';
import { traccarPosition } from './encode.ts';
import { traccar } from './protocol.ts';

const ID = '356823031235028';
const DEVICE = { id: 12, uniqueId: ID, name: 'unit 12', status: 'online' };
const AT = '2026-06-24T01:02:03.000+00:00';
const LATER = '2026-06-24T01:03:03.000+00:00';
const POSITION = {
  id: 0,
  attributes: { batteryLevel: 83, charge: false, sat: 9 },
  deviceId: 12,
  protocol: 'gt06',
  ...{ serverTime: AT, deviceTime: AT, fixTime: AT, outdated: false, valid: true },
  ...{ latitude: 36.001, longitude: 124.502, altitude: 0, speed: 10, course: 90, accuracy: 8 },
  address: null,
  network: {
    radioType: 'gsm',
    cellTowers: [
      { cellId: 5678901, locationAreaCode: 1234, mobileCountryCode: 450, mobileNetworkCode: 5, signalStrength: -71 },
      { cellId: 1 },
    ],
    wifiAccessPoints: [{ macAddress: '02:00:5e:10:00:01', signalStrength: -60 }, { macAddress: 'none' }],
  },
};
const ALARM = { id: 7, type: 'alarm', eventTime: AT, attributes: { alarm: 'sos' }, deviceId: 12, positionId: 0 };

function position(more: object = {}): object {
  return { position: { ...POSITION, ...more }, device: DEVICE };
}
function decode(body: object, receivedAtMs = AT_MS + 4_000): Decoded {
  return traccar.decode(postJson(body, {}, '/traccar'), receivedAtMs, null);
}

describe('a position', () => {
  test('speed comes in knots, accuracy in metres; the number 0 of the position means nothing', () => {
    expect(decode(position())).toMatchObject({ device: ID, events: [], rejected: null });
    expect(decode(position()).fixes).toEqual([
      {
        fixedAtMs: AT_MS,
        latDeg: 36.001,
        lonDeg: 124.502,
        accuracyM: 8,
        speedMps: (10 * 1852) / 3600,
        courseDeg: 90,
        altitudeM: null,
        source: null,
        valid: true,
        mock: null,
      },
    ]);
  });

  test('battery, charge, satellites, cells and networks are the status; an unreadable one is left out', () => {
    expect(decode(position()).status).toEqual({
      batteryPct: 83,
      charging: false,
      satellites: 9,
      strap: null,
      cells: [{ mcc: 450, mnc: 5, lac: 1234, cid: 5678901, rssiDbm: -71 }],
      wifi: [{ mac: '02:00:5E:10:00:01', rssiDbm: -60 }],
    });
  });

  test('what the device did not say comes as 0, and is unknown', () => {
    expect(decode(position({ speed: 0, course: 0, accuracy: 0 })).fixes).toMatchObject([
      { speedMps: 0, courseDeg: null, accuracyM: null, altitudeM: null },
    ]);
  });

  test.each([
    ['latitude', 91, 'impossible-value'],
    ['longitude', 'east', 'malformed'],
    ['fixTime', null, 'malformed'],
    ['fixTime', 'noon', 'malformed'],
    ['speed', 1e9, 'impossible-value'],
  ])('refuses %s %j by the name of the field', (field, value, reason) => {
    const decoded = decode(position({ [field]: value, attributes: { batteryLevel: 5, alarm: 'sos' } }));
    expect(decoded).toMatchObject({ fixes: [], rejected: { reason, detail: `position.${field}` } });
    expect(decoded).toMatchObject({ events: [{ kind: 'sos', atMs: AT_MS }], status: { batteryPct: 5 } });
  });

  test('what our encoder writes is read back', () => {
    const report = {
      fixedAtMs: AT_MS,
      latDeg: 36.5,
      lonDeg: 124.5,
      speedMps: 3,
      courseDeg: 12,
      event: 'tamper',
    } as const;
    const decoded = traccar.decode(post(traccarPosition(ID, report), {}, '/traccar'), Number.NaN, null);
    expect(decoded.fixes).toMatchObject([{ fixedAtMs: AT_MS, latDeg: 36.5, courseDeg: 12 }]);
    expect(decoded.fixes[0]!.speedMps).toBeCloseTo(3);
    expect(decoded.events).toEqual([{ kind: 'tamper', atMs: AT_MS }]);
  });
});

describe('is no new fix, though its status and its alarm count (H-13)', () => {
  const alarm = { attributes: { batteryLevel: 5, alarm: 'sos' } };
  test.each([
    ['one that Traccar repeats', { outdated: true, deviceTime: LATER, serverTime: LATER, ...alarm }],
    ['one that is not valid', { valid: false, ...alarm }],
    ['one made from the cells in sight', { attributes: { ...alarm.attributes, approximate: true } }],
    ['one of a device that never had one', { valid: false, latitude: 0, longitude: 0, fixTime: null, ...alarm }],
  ])('%s', (_, more) => {
    expect(decode(position(more))).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos' }],
      status: { batteryPct: 5, cells: [{ cid: 5678901 }] },
      rejected: null,
    });
  });

  test('one whose fixTime was taken before: only cells are new, with a new deviceTime', () => {
    const taken = new TakenFixes();
    const read = (body: object): Decoded => {
      const news = taken.withoutRepeats(decode(body));
      taken.note(news);
      return news;
    };
    const { outdated: _, ...silent } = POSITION;
    const again = { ...silent, deviceTime: LATER, serverTime: LATER, attributes: { batteryLevel: 12 } };
    expect(read(position()).fixes).toHaveLength(1);
    expect(read({ position: again, device: DEVICE })).toMatchObject({ fixes: [], status: { batteryPct: 12 } });
    expect(read({ position: again, device: { uniqueId: 'another' } }).fixes).toHaveLength(1);
    // No promise of order: an older one that was not taken is news.
    expect(read(position({ fixTime: '2026-06-24T01:01:03.000+00:00' })).fixes).toHaveLength(1);
    expect(read(position({ fixTime: LATER })).fixes).toHaveLength(1);
    expect(read(position()).fixes).toEqual([]);
  });
});

describe('alarms', () => {
  test.each([
    ['sos', ['sos']],
    ['tampering', ['tamper']],
    ['removing', ['strap-open']],
    ['lowBattery', ['low-battery']],
    ['powerOff,fallDown', ['power-off', 'fall']],
    ['overspeed', []],
  ])('%s', (alarm, kinds) => {
    const ofPosition = decode(position({ attributes: { alarm } }));
    const ofEvent = decode({ event: { ...ALARM, attributes: { alarm } }, device: DEVICE });
    for (const decoded of [ofPosition, ofEvent]) expect(decoded.events.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('both forwards tell the same alarm with the same time, whichever carries what', () => {
    const delayed = { fixTime: '2026-06-24T00:00:00.000+00:00', attributes: { alarm: 'sos' } };
    const frames = [
      position(delayed),
      { event: ALARM, device: DEVICE },
      { event: ALARM, ...position(delayed) },
      { event: { ...ALARM, type: 'geofenceEnter', attributes: {} }, ...position(delayed) },
    ];
    for (const frame of frames) expect(decode(frame).events).toEqual([{ kind: 'sos', atMs: AT_MS }]);
  });

  test("a call for help of a device whose clock is years off has its server's time, or that of receipt (H-12)", () => {
    const off = { deviceTime: '2016-01-01T00:00:00.000+00:00', serverTime: LATER, attributes: { alarm: 'sos' } };
    expect(decode(position(off)).events).toEqual([{ kind: 'sos', atMs: Date.parse(LATER) }]);
    const event = { ...ALARM, eventTime: 'never' };
    expect(decode({ event, device: DEVICE }).events).toEqual([{ kind: 'sos', atMs: AT_MS + 4_000 }]);
    expect(decode({ event, device: DEVICE }, Number.NaN)).toMatchObject({
      events: [],
      rejected: { reason: 'malformed', detail: 'position.deviceTime' },
    });
  });

  test.each(['deviceOnline', 'deviceOffline', 'deviceUnknown', 'deviceInactive', 'geofenceExit', 'ignitionOn', 7])(
    '%s carries no position and is no event: silence is for the engine to see',
    (type) => {
      expect(decode({ event: { type, eventTime: AT, attributes: {} }, device: DEVICE })).toMatchObject({
        ...{ device: ID, fixes: [], events: [], rejected: null },
      });
    },
  );
});

test.each([
  ['{', 'device.uniqueId'],
  ['[]', 'device.uniqueId'],
  [JSON.stringify({ position: POSITION }), 'device.uniqueId'],
  [JSON.stringify({ device: DEVICE }), 'position'],
  [JSON.stringify({ device: DEVICE, position: null, event: 3 }), 'position'],
])('%s is malformed', (body, detail) => {
  expect(traccar.decode(post(body, {}, '/traccar'), AT_MS, null).rejected).toEqual({ reason: 'malformed', detail });
});

test("who it is: the server's secret from either header, and the device that it names", () => {
  const identify = (headers: Record<string, string>) => traccar.identify(postJson(position(), headers, '/traccar'));
  expect(identify({ authorization: 'Bearer s3cret' })).toEqual({ token: 's3cret', externalId: ID });
  expect(identify({ 'x-magpie-secret': 's3cret' })).toEqual({ token: 's3cret', externalId: ID });
  expect(identify({ authorization: 'Basic eDp5' })).toEqual({ token: null, externalId: ID });
});

test('any 2xx is success to Traccar', () => {
  const statuses = (['accepted', 'unknown-device', 'missing-id', 'not-committed'] as const).map(traccar.reply);
  expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401, 503]);
});

/** They lie beside the checkout, not in it. */
const FRAMES = new URL('../../../../../shared/frames/', import.meta.url);
const SAMPLES = ['traccar-position-forward.json', 'traccar-event-forward.json'].map((name) => new URL(name, FRAMES));
const areThere = SAMPLES.every((file) => existsSync(file));

// The samples are data to test against, no part of the product: a clone without them has nothing to compare.
test.skipIf(!areThere)(`samples of its forwards${areThere ? '' : ' (skipped: ../shared/frames is absent)'}`, () => {
  for (const file of SAMPLES) {
    const body = new Uint8Array(readFileSync(file));
    const frame: HttpFrame = { method: 'POST', uri: '/traccar', headers: {}, body };
    const decoded = traccar.decode(frame, Number.NaN, null);
    const fixedAtMs = Date.parse('2025-06-15T15:06:40Z');
    expect(decoded).toMatchObject({
      ...{ device: ID, rejected: null, events: [{ kind: 'tamper', atMs: fixedAtMs }] },
      fixes: [{ fixedAtMs, latDeg: 37.5665, lonDeg: 126.978, accuracyM: 8, courseDeg: 90, valid: true }],
      status: { batteryPct: 83, cells: [{ mcc: 450, mnc: 5 }], wifi: [{ mac: '00:11:22:33:44:55', rssiDbm: -60 }] },
    });
    expect(decoded.fixes[0]!.speedMps).toBeCloseTo(1.111, 3);
  }
});
