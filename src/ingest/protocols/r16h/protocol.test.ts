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
import { r16hDevice } from './encode.ts';
import { r16h } from './protocol.ts';

const LINK = `@LINK,${IMEI}$`;
const GPSD = `@GPSD,${IMEI},R,20260624,010203,36.00100,N,124.50200,E,18,271,-3,72,L,SOS$`;
const LBSD = `@LBSD,${IMEI},R,20260624,010203,450-05-0a1b-c2d3e4f:-111,,,21,U,ULK$`;

const decode = (text: string, receivedAtMs = RECEIVED_MS) => r16h.openSession().decode(ascii(text), receivedAtMs);
/** The report with one of its fields, counted from 0, replaced. */
const withField = (index: number, value: string) => {
  const fields = GPSD.slice(0, -1).split(',');
  fields[index] = value;
  return decode(`${fields.join(',')}$`);
};

describe('a report', () => {
  test('says every field', () => {
    expect(decode(GPSD)).toEqual({
      device: IMEI,
      fixes: [
        {
          fixedAtMs: AT_MS,
          latDeg: 36.001,
          lonDeg: 124.502,
          accuracyM: null,
          speedMps: 5,
          courseDeg: 271,
          altitudeM: -3,
          source: 'gnss',
          valid: true,
          mock: null,
        },
      ],
      events: [{ kind: 'sos', atMs: AT_MS }],
      status: { batteryPct: 72, charging: null, satellites: null, strap: 'closed', cells: [], wifi: [] },
      reply: new Uint8Array(0),
      rejected: null,
    });
  });

  test('stored ones and those without an end mark are read alike', () => {
    expect(withField(2, 'S').fixes).toEqual(decode(GPSD).fixes);
    expect(decode(GPSD.slice(0, -1)).fixes).toEqual(decode(GPSD).fixes);
    expect(decode(`\r\n${GPSD}\r\n`).fixes).toEqual(decode(GPSD).fixes);
  });

  test('south and west are negative', () => {
    expect(withField(6, 'S').fixes[0]!.latDeg).toBe(-36.001);
    expect(withField(8, 'W').fixes[0]!.lonDeg).toBe(-124.502);
  });

  test('what is not said is null', () => {
    const { fixes, status } = decode(`@GPSD,${IMEI},R,20260624,010203,36.00100,N,124.50200,E,,,,,,$`);
    expect(fixes).toMatchObject([{ speedMps: null, courseDeg: null, altitudeM: null }]);
    expect(status).toMatchObject({ batteryPct: null, strap: null });
  });

  test.each([
    ['L', 'closed'],
    ['U', 'open'],
    ['R', 'open'],
    ['', null],
    ['X', null],
  ])('lock %j', (lock, strap) => {
    expect(withField(13, lock).status.strap).toBe(strap);
  });

  test.each([
    ['SOS', ['sos']],
    ['LBT', ['low-battery']],
    ['ULK', ['strap-open']],
    ['ULK|SOS', ['strap-open', 'sos']],
    ['', []],
    ['WHAT', []],
  ])('alarm %j', (word, kinds) => {
    expect(withField(14, word).events).toEqual(kinds.map((kind) => ({ kind, atMs: AT_MS })));
  });

  test.each([
    [1, 'nobody', 'malformed', 'imei'],
    [3, '20260230', 'malformed', 'time'],
    [4, '240000', 'malformed', 'time'],
    [5, '36.0x', 'malformed', 'lat'],
    [5, '', 'malformed', 'lat'],
    [5, '96.00100', 'impossible-value', 'lat'],
    [6, '', 'malformed', 'lat'],
    [7, '190.00000', 'impossible-value', 'lon'],
    [8, 'N', 'malformed', 'lon'],
    [9, 'fast', 'malformed', 'speed'],
    [9, '9999', 'impossible-value', 'speed'],
    [10, '361', 'impossible-value', 'course'],
  ])('field %i as %j is refused by its name, and the alarm is kept', (index, value, reason, detail) => {
    const decoded = withField(index, value);
    expect(decoded).toMatchObject({ fixes: [], rejected: { reason, detail } });
    expect(decoded.events).toMatchObject([{ kind: 'sos' }]);
  });

  test('null island is no position', () => {
    const { fixes, rejected } = decode(GPSD.replace('36.00100', '00.00000').replace('124.50200', '000.00000'));
    expect({ fixes, rejected }).toEqual({ fixes: [], rejected: { reason: 'impossible-value', detail: 'lat,lon' } });
  });

  test('an alarm outlives a broken time: it is of the time of receipt, and told as undated without one', () => {
    const broken = GPSD.replace('010203', '0102xx');
    expect(decode(broken).events).toEqual([{ kind: 'sos', atMs: RECEIVED_MS }]);
    expect(decode(broken, Number.NaN)).toMatchObject({ events: [], rejected: { reason: 'malformed', detail: 'time' } });
  });
});

describe('a report of cells', () => {
  test('gives no fix, but the tower, the battery, the lock and the alarm', () => {
    expect(decode(LBSD)).toMatchObject({
      device: IMEI,
      fixes: [],
      events: [{ kind: 'strap-open', atMs: AT_MS }],
      status: {
        batteryPct: 21,
        strap: 'open',
        cells: [{ mcc: 450, mnc: 5, lac: 0x0a1b, cid: 0xc2d3e4f, rssiDbm: -111 }],
      },
      rejected: null,
    });
  });

  test('an unreadable tower is left out', () => {
    expect(decode(LBSD.replace('0a1b', 'here'))).toMatchObject({ status: { cells: [] }, rejected: null });
  });
});

describe('a session', () => {
  test('begins with a login that says only who it is, and no frame is answered', () => {
    expect(decode(LINK)).toMatchObject({ device: IMEI, fixes: [], events: [], rejected: null });
    for (const frame of [LINK, GPSD, LBSD]) expect(decode(frame).reply).toHaveLength(0);
  });

  test('keeps its device for a frame that does not name it, and may change it', () => {
    const session = r16h.openSession();
    session.decode(ascii(LINK), RECEIVED_MS);
    expect(session.decode(ascii(GPSD.replace(IMEI, '')), RECEIVED_MS).device).toBe(IMEI);
    expect(session.decode(ascii(GPSD.replace(IMEI, OTHER_IMEI)), RECEIVED_MS).device).toBe(OTHER_IMEI);
  });

  test('refuses a kind of frame that nobody knows, and has no commands', () => {
    expect(decode('@WHAT,1$').rejected).toEqual({ reason: 'malformed', detail: 'type' });
    expect(r16h.openSession().encodeCommand({ kind: 'report-now' })).toBeNull();
  });
});

test('the device side has no heartbeat, and answers nothing', () => {
  const device = r16hDevice.open(IMEI);
  expect(device.heartbeat({ batteryPct: 50, charging: null }, AT_MS)).toBeNull();
  expect(device.hear(new Uint8Array(0))).toBeNull();
  expect(device.hear(ascii('anything'))).toEqual({ bytes: 8, heard: { kind: 'other' } });
});

describeRoundTrip(r16h, {
  side: r16hDevice,
  kinds: ['sos', 'low-battery', 'strap-open'],
  speedMpsTolerance: 0.14,
  courseDegTolerance: 0.5,
  altitudeMTolerance: 0.5,
  saysStrap: true,
  saysCharging: false,
});

describeAnyBytes(r16h, [GPSD, LINK, LBSD]);
