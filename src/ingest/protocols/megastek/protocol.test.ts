import { describe, expect, test } from 'vitest';
import { cutStream } from '../captured-frames.test-helper.ts';
import {
  AT_MS,
  ascii,
  describeAnyBytes,
  describeRoundTrip,
  IMEI,
  OTHER_IMEI,
  RECEIVED_MS,
} from '../text-protocol.test-helper.ts';
import { mpsFromKnots } from '../units.ts';
import { megastekDevice } from './encode.ts';
import { FIELD } from './fields.ts';
import { megastek } from './protocol.ts';

const BODY = `$MGV002,${IMEI},,R,240626,010203,A,3600.06000,N,12430.12000,E,00,09,00,1.06,10.000,271.50,12.5,,450,05,A1B,1C2D3E4,20,0000,0000,0,,,,,,11,092,SOS,02a0b0c0d0e1:50|02a0b0c0d0e2:63,,0,,;!`;
const REPORT = `${String(BODY.length).padStart(4, '0')}${BODY}`;
const NO_PLACE = `0140$MGV002,${IMEI},,S,240626,010203,V,,,,,00,00,00,99.9,0.000,0.00,,0.0,450,05,0A1B,0C2D,,0000,0000,20,10,0, , ,,1-1,94,PW ON;!`;

const decode = (text: string, receivedAtMs = RECEIVED_MS) => megastek.openSession().decode(ascii(text), receivedAtMs);
const withFields = (changes: Readonly<Record<number, string>>) => {
  const fields = BODY.split(',');
  for (const [index, value] of Object.entries(changes)) fields[Number(index)] = value;
  return decode(fields.join(','));
};

describe('a report', () => {
  test('says every field', () => {
    expect(decode(REPORT)).toEqual({
      device: IMEI,
      fixes: [
        {
          fixedAtMs: AT_MS,
          latDeg: 36.001,
          lonDeg: 124.502,
          accuracyM: null,
          speedMps: mpsFromKnots(10),
          courseDeg: 271.5,
          altitudeM: 12.5,
          source: 'gnss',
          valid: true,
          mock: null,
        },
      ],
      events: [{ kind: 'sos', atMs: AT_MS }],
      status: {
        batteryPct: 92,
        charging: true,
        satellites: 9,
        strap: 'closed',
        cells: [{ mcc: 450, mnc: 5, lac: 0xa1b, cid: 0x1c2d3e4, rssiDbm: null }],
        wifi: [
          { mac: '02:A0:B0:C0:D0:E1', rssiDbm: -50 },
          { mac: '02:A0:B0:C0:D0:E2', rssiDbm: -63 },
        ],
      },
      reply: new Uint8Array(0),
      rejected: null,
    });
  });

  test('with or without its length, its end mark and a line end it is the same', () => {
    for (const text of [
      BODY,
      BODY.slice(0, -1),
      `${BODY.slice(0, -1)}\r\n`,
      `\r\n${REPORT}\r\n`,
      BODY.replace('$MGV002', '$MGV003'),
    ]) {
      expect(decode(text)).toEqual(decode(REPORT));
    }
  });

  test('south and west are negative, and minutes are minutes', () => {
    const { fixes } = withFields({ [FIELD.latSide]: 'S', [FIELD.lonSide]: 'W', [FIELD.lat]: '3659.99999' });
    expect(fixes[0]!.latDeg).toBeCloseTo(-36.99999983, 8);
    expect(fixes[0]!.lonDeg).toBe(-124.502);
  });

  test('what is not said is null', () => {
    const empty = withFields({ [FIELD.speed]: '', [FIELD.course]: '', [FIELD.altitude]: '', [FIELD.satellites]: '' });
    expect(empty.fixes).toMatchObject([{ speedMps: null, courseDeg: null, altitudeM: null }]);
    expect(empty.status.satellites).toBeNull();
    const { status } = withFields({ [FIELD.battery]: '', [FIELD.lac]: '', [FIELD.wifi]: '' });
    expect(status).toMatchObject({ batteryPct: null, cells: [], wifi: [] });
  });

  test.each([
    ['00', false, 'open'],
    ['01', false, 'closed'],
    ['10', true, 'open'],
    ['11', true, 'closed'],
    ['03', false, 'closed'],
    ['100', true, 'open'],
    ['01000', false, 'closed'],
    ['1-1', true, null],
    ['', null, null],
    ['?1', null, null],
  ])('charge and belt %j', (flags, charging, strap) => {
    expect(withFields({ [FIELD.chargeAndBelt]: flags }).status).toMatchObject({ charging, strap });
  });

  test.each([
    ['SOS', 'sos'],
    ['Help', 'sos'],
    ['Belt Off', 'strap-open'],
    ['BeltOn', 'strap-closed'],
    ['Low Battery', 'low-battery'],
    ['PowerOff', 'power-off'],
    ['PSD', 'power-cut'],
    ['Fall', 'fall'],
    ['GPS Cut', 'tamper'],
  ])('%j is an event', (word, kind) => {
    expect(withFields({ [FIELD.alarm]: word }).events).toEqual([{ kind, atMs: AT_MS }]);
  });

  test.each(['Timer', 'Dist', 'PW ON', 'Restart', 'Low Ext Vol', 'Geo In', '', 'constructor'])('%j is none', (word) => {
    expect(withFields({ [FIELD.alarm]: word })).toMatchObject({ events: [], rejected: null });
  });

  test('what stands between the end of the fields and that of the frame is no word', () => {
    expect(decode(BODY.replace(/SOS.*$/, 'SOS;ab!')).events).toMatchObject([{ kind: 'sos' }]);
  });

  test('an alarm is also read where the report ends with it', () => {
    expect(decode(`${BODY.split(',').slice(0, FIELD.alarm).join(',')},Belt Off;!`).events).toMatchObject([
      { kind: 'strap-open' },
    ]);
  });

  test.each([
    [FIELD.imei, 'nobody', 'malformed', 'imei'],
    [FIELD.date, '300226', 'malformed', 'time'],
    [FIELD.time, '246060', 'malformed', 'time'],
    [FIELD.validity, 'X', 'malformed', 'validity'],
    [FIELD.lat, '3660.00000', 'malformed', 'lat'],
    [FIELD.lat, '9100.00000', 'impossible-value', 'lat'],
    [FIELD.latSide, '', 'malformed', 'lat'],
    [FIELD.lon, '', 'malformed', 'lon'],
    [FIELD.lonSide, 'N', 'malformed', 'lon'],
    [FIELD.speed, 'fast', 'malformed', 'speed'],
    [FIELD.speed, '3000.0', 'impossible-value', 'speed'],
    [FIELD.course, '360.5', 'impossible-value', 'course'],
    [FIELD.altitude, 'high', 'malformed', 'altitude'],
  ])('field %i as %j is refused by its name, and the alarm and the belt are kept', (index, value, reason, detail) => {
    expect(withFields({ [index]: value })).toMatchObject({
      fixes: [],
      events: [{ kind: 'sos' }],
      status: { strap: 'closed' },
      rejected: { reason, detail },
    });
  });

  test('null island is no position', () => {
    const nowhere = { [FIELD.lat]: '0000.00000', [FIELD.lon]: '00000.00000' };
    expect(withFields(nowhere)).toMatchObject({
      fixes: [],
      rejected: { reason: 'impossible-value', detail: 'lat,lon' },
    });
    expect(withFields({ ...nowhere, [FIELD.validity]: 'V' })).toMatchObject({ fixes: [], rejected: null });
  });

  test('valid without a place is refused', () => {
    const empty = { [FIELD.lat]: '', [FIELD.latSide]: '', [FIELD.lon]: '', [FIELD.lonSide]: '' };
    expect(withFields(empty)).toMatchObject({ fixes: [], rejected: { reason: 'malformed', detail: 'lat' } });
  });

  test('an alarm outlives a broken time: it is of the time of receipt, and told as undated without one', () => {
    const broken = BODY.replace('010203', '0102xx');
    expect(decode(broken).events).toEqual([{ kind: 'sos', atMs: RECEIVED_MS }]);
    expect(decode(broken, Number.NaN)).toMatchObject({ events: [], rejected: { reason: 'malformed', detail: 'time' } });
  });
});

describe('a report without satellites', () => {
  test('that repeats the last place gives a fix that is not valid', () => {
    expect(withFields({ [FIELD.validity]: 'V' }).fixes).toMatchObject([{ latDeg: 36.001, valid: false }]);
  });

  test('that has no place gives none, and its battery all the same', () => {
    expect(decode(NO_PLACE)).toMatchObject({
      fixes: [],
      events: [],
      status: { batteryPct: 94, charging: true, strap: null },
      rejected: null,
    });
  });

  test('of a device that was never given its number or a fix is as it should be', () => {
    const text =
      '0099$MGV002,,NEW,S,010120,000007,,,,,,00,00,00,,0.000,0.00,,0.0,,,,,,0000,0000,9,9,0, , ,,1-0,3,Low Ext Vol;!';
    expect(decode(text)).toMatchObject({ device: null, fixes: [], events: [], rejected: null });
  });
});

test('digits that are no length are no part of a report', () => {
  const stream = Buffer.from(`12${BODY}56${REPORT}`);
  const frames = [BODY, REPORT].map((text) => Buffer.from(text).toString('hex'));
  expect(cutStream(megastek, stream, 1)).toEqual({ frames, garbageBytes: 4, waitingBytes: 0 });
});

test('what is no report is refused', () => {
  expect(decode('$GPRMC,1').rejected).toEqual({ reason: 'malformed', detail: 'head' });
  expect(decode(`$MGV002,${IMEI},,R;!`)).toMatchObject({ device: IMEI, rejected: { detail: 'length' } });
  expect(decode(`$MGV002,${'0'.repeat(3_000)}`).rejected).toEqual({ reason: 'malformed', detail: 'head' });
});

test('a session keeps its device for a report that does not name it, and may change it', () => {
  const session = megastek.openSession();
  session.decode(ascii(BODY), RECEIVED_MS);
  expect(session.decode(ascii(BODY.replace(IMEI, '')), RECEIVED_MS).device).toBe(IMEI);
  expect(session.decode(ascii(BODY.replace(IMEI, OTHER_IMEI)), RECEIVED_MS).device).toBe(OTHER_IMEI);
  expect(session.encodeCommand({ kind: 'report-now' })).toBeNull();
});

describe('the device side', () => {
  const device = megastekDevice.open(IMEI);

  test('writes the length that the device writes', () => {
    const text = Buffer.from(device.report({ fixedAtMs: AT_MS, latDeg: 36.001, lonDeg: 124.502 })).toString('latin1');
    expect(Number(text.slice(0, 4))).toBe(text.length - 4);
  });

  test('says without a place that it lives', () => {
    const frame = device.heartbeat({ batteryPct: 7, charging: true }, AT_MS)!;
    expect(megastek.openSession().decode(frame, RECEIVED_MS)).toMatchObject({
      device: IMEI,
      fixes: [],
      status: { batteryPct: 7, charging: true, strap: null },
      rejected: null,
    });
  });

  test('sends no greeting, and answers nothing', () => {
    expect(device.hello()).toHaveLength(0);
    expect(device.hear(new Uint8Array(0))).toBeNull();
    expect(device.hear(ascii('anything'))).toEqual({ bytes: 8, heard: { kind: 'other' } });
  });
});

describeRoundTrip(megastek, {
  side: megastekDevice,
  kinds: ['sos', 'strap-open', 'strap-closed', 'low-battery', 'power-off', 'power-cut', 'fall', 'tamper'],
  speedMpsTolerance: 0.0003,
  courseDegTolerance: 0.005,
  altitudeMTolerance: 0.05,
  saysStrap: true,
  saysCharging: true,
});

describeAnyBytes(megastek, [REPORT, BODY, NO_PLACE]);
