import { describe, expect, test } from 'vitest';
import {
  AT_MS,
  ascii,
  describeAnyBytes,
  describeRoundTrip,
  IMEI,
  OTHER_IMEI,
  RECEIVED_MS,
} from '../text-protocol.test-helper.ts';
import { mpsFromKmh } from '../units.ts';
import { gl200Device } from './encode.ts';
import { gl200 } from './protocol.ts';

const PLACE = '1,18.0,271,-3.5,124.502000,36.001000,20260624010203,0450,0005,0A1B,C2D3';
const FRI = `+RESP:GTFRI,1A0102,${IMEI},,0,0,1,${PLACE},00,72,20260624010207,00A1$`;
const SOS = FRI.replace('FRI', 'SOS');
const NO_PLACE = `+RESP:GTFRI,1A0102,${IMEI},,0,0,1,0,,,,,,,0450,0005,0a1b,c2d3,00,72,20260624010207,00A1$`;
const VEHICLE = `+RESP:GTERI,4F0D06,${IMEI},,00000100,12665,10,1,${PLACE},01,12,0.0,,,,88,110000,,0,20260624010207,00A1$`;
const HEARTBEAT = `+ACK:GTHBD,1A0102,${IMEI},,20260624010207,00A1$`;
const POWER_OFF = `+RESP:GTPFA,1A0102,${IMEI},,20260624010207,00A1$`;
const INFO = `+RESP:GTINF,1A0102,${IMEI},,41,89000000000000000000,16,0,0,0,,4.10,1,0,0,0,0,20260624010203,57,,,,,20260624010207,00A1$`;
const TOWERS = `+RESP:GTLBS,660400,${IMEI},,0,0,92,,2,,,0000,0450,0005,0a1b,c2d3,18,,0450,0005,0a1b,c2d4,15,,,,,,,,20260624010207,00A1$`;
const NETWORKS = `+RESP:GTFRI,423037,${IMEI},,0,3,1,5,12,0.0,0,-3.5,124.502000,36.001000,20260624010203,2,02a0b0c0d0e1,-50,,,,02a0b0c0d0e2,-63,,,,450,05,0A1B,C2D3E4F,00,,93,20260624010207,00A1$`;
const SEND_MS = AT_MS + 4_000;

const decode = (text: string, receivedAtMs = RECEIVED_MS) => gl200.openSession().decode(ascii(text), receivedAtMs);
const FIX = {
  fixedAtMs: AT_MS,
  latDeg: 36.001,
  lonDeg: 124.502,
  accuracyM: null,
  speedMps: mpsFromKmh(18),
  courseDeg: 271,
  altitudeM: -3.5,
  source: 'gnss',
  valid: true,
  mock: null,
};

describe('a report', () => {
  test('says every field', () => {
    expect(decode(SOS)).toEqual({
      device: IMEI,
      fixes: [FIX],
      events: [{ kind: 'sos', atMs: AT_MS }],
      status: {
        batteryPct: 72,
        charging: null,
        satellites: null,
        strap: null,
        cells: [{ mcc: 450, mnc: 5, lac: 0xa1b, cid: 0xc2d3, rssiDbm: null }],
        wifi: [],
      },
      reply: new Uint8Array(0),
      rejected: null,
    });
  });

  test('that was kept, has no end mark, or stands among line ends is read alike', () => {
    for (const text of [FRI.replace('RESP', 'BUFF'), FRI.slice(0, -1), `\r\n${FRI}\0`]) {
      expect(decode(text)).toEqual(decode(FRI));
    }
  });

  test('may hold several places, and a bad one does not take the others with it', () => {
    const second = PLACE.replace('010203', '010218').replace('36.001', '36.002');
    const several = FRI.replace(`1,${PLACE}`, `3,${PLACE},00,${second},00,${PLACE.replace('36.001000', '96.001000')}`);
    expect(decode(several)).toMatchObject({
      fixes: [FIX, { fixedAtMs: AT_MS + 15_000, latDeg: 36.002 }],
      status: { batteryPct: 72 },
      rejected: { reason: 'impossible-value', detail: 'lat' },
    });
  });

  test('what is not said is null', () => {
    expect(decode(FRI.replace('18.0,271,-3.5', ',,').replace(',72,', ',,'))).toMatchObject({
      fixes: [{ speedMps: null, courseDeg: null, altitudeM: null }],
      status: { batteryPct: null },
    });
  });

  test.each([
    ['36.001000', '36.0010x0', 'malformed', 'lat'],
    ['36.001000', '96.001000', 'impossible-value', 'lat'],
    ['124.502000', '', 'malformed', 'lon'],
    ['124.502000', '194.502000', 'impossible-value', 'lon'],
    ['20260624010203', '20260230010203', 'malformed', 'GNSS time'],
    ['20260624010203', '', 'malformed', 'GNSS time'],
    ['18.0', 'fast', 'malformed', 'speed'],
    ['18.0', '9999.9', 'impossible-value', 'speed'],
    ['271', '361', 'impossible-value', 'azimuth'],
    ['-3.5', 'deep', 'malformed', 'altitude'],
    [IMEI, 'nobody', 'malformed', 'imei'],
  ])('%j as %j is refused by its name, and the alarm is kept', (value, broken, reason, detail) => {
    expect(decode(SOS.replace(value, broken))).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos', atMs: value === IMEI ? AT_MS : SEND_MS }],
      rejected: { reason, detail },
    });
  });

  test('null island is no position, and is refused where the device claims a fix', () => {
    const nowhere = SOS.replace('36.001000', '0.000000').replace('124.502000', '0.000000');
    expect(decode(nowhere)).toMatchObject({ fixes: [], rejected: { reason: 'impossible-value', detail: 'lat,lon' } });
    expect(decode(nowhere.replace('1,18.0', '0,18.0'))).toMatchObject({ fixes: [], rejected: null });
  });

  test('with accuracy 0 keeps the time that its place was fixed at, and is valid unless the bus sent it (H-13)', () => {
    const old = PLACE.replace('1,', '0,').replace('20260624', '20260620');
    expect(decode(FRI.replace(PLACE, old)).fixes).toMatchObject([{ fixedAtMs: AT_MS - 4 * 86_400_000, valid: true }]);
    const bus = `+RESP:GTCAN,4B0201,${IMEI},,00,1,C07FFFFF,,2,H0,,${old},00,20260624010207,00A1$`;
    expect(decode(bus).fixes).toMatchObject([{ valid: false }]);
    expect(decode(bus.replace('4B0201', '8020050402'))).toMatchObject({ fixes: [], rejected: null });
  });

  test('without a place gives no fix, but its battery and its tower', () => {
    expect(decode(NO_PLACE)).toMatchObject({
      fixes: [],
      status: { batteryPct: 72, cells: [{ mcc: 450, lac: 0xa1b }] },
      rejected: null,
    });
  });
});

describe('status', () => {
  test('of a vehicle stands before its state, with the satellites behind a mask', () => {
    expect(decode(VEHICLE)).toMatchObject({ fixes: [FIX], status: { batteryPct: 88, satellites: 12 } });
    expect(decode(VEHICLE.replace(',01,12,', ',02,12,')).status.satellites).toBeNull();
  });

  test.each([
    ['a GL500', `+RESP:GTFRI,DE0114,${IMEI},,0,0,1,${PLACE},18,0,,93,0,,,20260624010207,00A1$`, 93],
    ['a GL500 without a place', `+RESP:GTFRI,DE0114,${IMEI},,,0,1,,,,,,,,,,,,0,0,,98,1,0,,,20260624010207,00A1$`, 98],
    ['a GL530', `+RESP:GTSTR,440502,${IMEI},,0,0,2,,64,${PLACE},,,0000,20260624010207,00A1$`, 64],
    ['a GL320M', `+RESP:GTERI,C30209,${IMEI},,00000080,0,16,1,${PLACE},,27,,20260624010207,00A1$`, 27],
    ['a report of itself', INFO, 57],
    ['a report of towers', TOWERS, 92],
    ['a report of networks', NETWORKS, 93],
    ['a number that is no part of a hundred', FRI.replace(',72,', ',720,'), null],
  ])('battery of %s', (_, text, batteryPct) => {
    expect(decode(text)).toMatchObject({ status: { batteryPct }, rejected: null });
  });

  test.each([
    ['INF, charging', INFO, true],
    ['INF, not charging', INFO.replace('4.10,1', '4.10,0'), false],
    ['charging began', FRI.replace('FRI', 'BTC'), true],
    ['charging ended', FRI.replace('FRI', 'STC'), false],
    ['a GT501 by its report type', NETWORKS, true],
    ['a report that does not say', FRI, null],
  ])('charging: %s', (_, text, charging) => {
    expect(decode(text).status.charging).toBe(charging);
  });

  test('towers and networks are told, and are no fix', () => {
    const { fixes, status } = decode(TOWERS);
    expect(fixes).toEqual([]);
    expect(status.cells.map(({ cid }) => cid)).toEqual([0xc2d3, 0xc2d4]);
    expect(decode(NETWORKS).status).toMatchObject({
      cells: [{ mcc: 450, mnc: 5, cid: 0xc2d3e4f }],
      wifi: [
        { mac: '02:A0:B0:C0:D0:E1', rssiDbm: -50 },
        { mac: '02:A0:B0:C0:D0:E2', rssiDbm: -63 },
      ],
    });
  });
});

describe('an event', () => {
  test.each([
    ['SOS', 'sos', AT_MS],
    // With the last known place, whose time is not the event's.
    ['BPL', 'low-battery', SEND_MS],
    ['EPF', 'power-cut', SEND_MS],
    ['MPF', 'power-cut', SEND_MS],
    ['JDR', 'jamming', SEND_MS],
    ['JDS', 'jamming', SEND_MS],
  ])('%s', (type, kind, atMs) => {
    expect(decode(FRI.replace('FRI', type)).events).toEqual([{ kind, atMs }]);
    expect(decode(FRI.replace('RESP:GTFRI', `BUFF:GT${type}`)).events).toEqual([{ kind, atMs }]);
  });

  test.each(['FRI', 'PNA', 'EPN', 'IGN', 'TOW', 'LSW', 'RTL'])('%s is none', (type) => {
    expect(decode(FRI.replace('FRI', type)).events).toEqual([]);
  });

  test('without a place is of its send time', () => {
    expect(decode(POWER_OFF)).toMatchObject({ fixes: [], events: [{ kind: 'power-off', atMs: SEND_MS }] });
    expect(decode(POWER_OFF, Number.NaN).events).toEqual([{ kind: 'power-off', atMs: SEND_MS }]);
  });

  test('by a clock in another zone is of the time of receipt (H-14)', () => {
    const ahead = POWER_OFF.replace('20260624010207', '20260624090207');
    expect(decode(ahead).events).toMatchObject([{ atMs: RECEIVED_MS }]);
    expect(decode(ahead.replace('RESP', 'BUFF')).events).toMatchObject([{ atMs: RECEIVED_MS }]);
    const behind = POWER_OFF.replace('20260624010207', '20260623200207');
    expect(decode(behind).events).toMatchObject([{ atMs: RECEIVED_MS }]);
    // Kept for five hours, or in a zone five hours behind: that cannot be told.
    expect(decode(behind.replace('RESP', 'BUFF')).events).toMatchObject([{ atMs: SEND_MS - 5 * 3_600_000 }]);
  });

  test('with a place that was fixed before is not of that time', () => {
    const old = SOS.replace('1,18.0', '0,18.0').replace('20260624010203', '20260620010203');
    expect(decode(old)).toMatchObject({ fixes: [{ latDeg: 36.001 }], events: [{ kind: 'sos', atMs: SEND_MS }] });
  });

  test('outlives a broken send time, and is told as undated without a time of receipt', () => {
    const broken = POWER_OFF.replace('20260624010207', 'x');
    expect(decode(broken).events).toEqual([{ kind: 'power-off', atMs: RECEIVED_MS }]);
    expect(decode(broken, Number.NaN)).toMatchObject({
      events: [],
      rejected: { reason: 'malformed', detail: 'send time' },
    });
  });
});

test('what is no frame is refused, and what is but says nothing is not', () => {
  for (const text of ['', '+RSP:GTFRI', '+RESP:GTfri,', `+RESP:GTFRI,${'0'.repeat(9_000)}`]) {
    expect(decode(text).rejected).toEqual({ reason: 'malformed', detail: 'head' });
  }
  for (const text of [
    HEARTBEAT,
    INFO,
    `+RESP:GTALS,1A0102,${IMEI},,GEO,0,3,124.502000,36.001000,1000,20260624010207,00A1$`,
  ]) {
    expect(decode(text)).toMatchObject({ device: IMEI, fixes: [], events: [], rejected: null });
  }
});

test('a session keeps its device for a frame that does not name it, and may change it', () => {
  const session = gl200.openSession();
  session.decode(ascii(FRI), RECEIVED_MS);
  expect(session.decode(ascii(FRI.replace(IMEI, '')), RECEIVED_MS)).toMatchObject({ device: IMEI, fixes: [] });
  expect(session.decode(ascii(FRI.replace(IMEI, OTHER_IMEI)), RECEIVED_MS).device).toBe(OTHER_IMEI);
  expect(session.decode(ascii(FRI.replace(IMEI, '9A012345678901')), RECEIVED_MS).device).toBe('9A012345678901');
});

test('the device side writes what the document shows', () => {
  const device = gl200Device.open(IMEI);
  const report = { fixedAtMs: AT_MS, latDeg: 36.001, lonDeg: 124.502, speedMps: 5, courseDeg: 271, altitudeM: -3.5 };
  const place = '1,18.0,271,-3.5,124.502000,36.001000,20260624010203,,,,,,72,20260624010203';
  const textOf = (event: 'sos' | 'low-battery' | 'power-cut' | null) =>
    Buffer.from(device.report({ ...report, batteryPct: 72, event })).toString('latin1');
  expect(textOf(null)).toBe(`+RESP:GTFRI,1A0102,${IMEI},,0,0,1,${place},0001$`);
  expect(textOf('sos')).toBe(`+RESP:GTSOS,1A0102,${IMEI},,0,0,1,${place},0002$`);
  expect(textOf('low-battery')).toBe(`+RESP:GTBPL,1A0102,${IMEI},,3.53,${place},0003$`);
  expect(textOf('power-cut')).toBe(`+RESP:GTEPF,1A0102,${IMEI},,${place},0004$`);
});

describeRoundTrip(gl200, {
  side: gl200Device,
  kinds: ['sos', 'low-battery', 'power-cut', 'jamming'],
  speedMpsTolerance: 0.0139,
  courseDegTolerance: 0.5,
  altitudeMTolerance: 0.05,
  saysStrap: false,
  saysCharging: false,
});

describeAnyBytes(gl200, [FRI, SOS, VEHICLE, NO_PLACE, HEARTBEAT, POWER_OFF, INFO, TOWERS, NETWORKS]);
